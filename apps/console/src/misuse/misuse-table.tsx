import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MisuseRow, MisuseState } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { ChannelIcon } from '../shared/channel-icon.js';
import { Tag, type TagTone } from '../shared/tag.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { dayAndTime } from '../shared/time.js';
import { useDesks } from '../wire/queries.js';
import frame from '../shared/table-screen.module.css';
import classes from './misuse.module.css';

const TONES: Record<MisuseState, TagTone> = { reported: 'warn', confirmed: 'danger', unfounded: 'plain' };

interface MisuseTableProps {
  rows: readonly MisuseRow[];
  chosen: string | null;
  onChoose: (ticketId: string) => void;
}

/** One report a row, the newest first; without names and words, which the inquiry itself has. */
export const MisuseTable = ({ rows, chosen, onChoose }: MisuseTableProps) => {
  const { t } = useTranslation(['misuse', 'words']);
  const desks = [...useDesks().values()];
  return (
    <table className={`${frame.table} ${classes.table}`}>
      <caption className="visually-hidden">{t('misuse:title')}</caption>
      <thead>
        <tr>
          {(['report', 'shop', 'pattern', 'at', 'state'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`misuse:columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const desk = desks.find(({ tenantId }) => tenantId === row.tenantId);
          return (
            <tr key={row.ticketId} data-chosen={row.ticketId === chosen || undefined}>
              <th scope="row">
                <button
                  type="button"
                  id={`misuse-${row.ticketId}`}
                  className={classes.choose}
                  aria-pressed={row.ticketId === chosen}
                  onClick={() => onChoose(row.ticketId)}
                  onFocus={() => onChoose(row.ticketId)}
                >
                  <ChannelIcon channel={row.channel} /> {t(`words:topic.${row.topic}`)}
                </button>
                <Link className="nowrap" to="/console/t/$number" params={{ number: row.number }} search={{}}>
                  {row.number}
                </Link>
              </th>
              <td>
                <span className={classes.shop}>
                  <TenantMark mark={desk?.mark} size={20} />
                  {desk?.siteName ?? ''}
                </span>
              </td>
              <td>
                {t(`misuse:contact.${row.contact}`)}
                {t('words:separator')}
                {t(`misuse:pretext.${row.pretext}`)}
              </td>
              <td className="nowrap">{dayAndTime(row.reportedAt, presentLanguage())}</td>
              <td>
                <Tag tone={TONES[row.state]} dashed={row.state === 'reported'}>
                  {t(`misuse:state.${row.state}`)}
                </Tag>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
