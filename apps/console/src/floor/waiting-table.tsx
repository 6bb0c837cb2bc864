import { IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANNELS, type DeskView, type FloorView } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { FindField } from '../shared/find-field.js';
import { TenantMark } from '../shared/tenant-mark.js';
import shared from '../shared/shared.module.css';
import classes from './floor.module.css';
import { ListLink } from './list-link.js';
import type { Work } from './move-dialog.js';
import { useStillOrder } from './use-still-order.js';
import { waitWords } from './wait-words.js';
import { type DeskWaiting, MOST_DESKS, shownDesks, waitingDesks } from './waiting-rows.js';

interface WaitingTableProps {
  waiting: FloorView['waitingByDesk'];
  desks: ReadonlyMap<string, DeskView>;
  now: number;
  onMove: (work: Work) => void;
}

/** What waits, per desk and channel, the longest wait first. */
export const WaitingTable = ({ waiting, desks, now, onMove }: WaitingTableProps) => {
  const { t } = useTranslation('floor');
  const mayAssign = useCan('ticket:assign');
  const { rows, hold } = useStillOrder(waitingDesks(waiting), (desk) => desk.deskId);
  const [words, setWords] = useState('');
  const [isOpen, setOpen] = useState(false);
  const shown = shownDesks(rows, (id) => desks.get(id)?.siteName ?? '', { words, isOpen });
  const isLong = rows.length > MOST_DESKS;
  return (
    <section className={classes.panel} aria-labelledby="waiting-title" data-region>
      <div className={classes.panelHead}>
        <h2 id="waiting-title">{t('waiting')}</h2>
        <span className={classes.aside}>{t('waitingNote')}</span>
        {isLong && <FindField label={t('findDesk')} value={words} onFind={setWords} />}
      </div>
      {rows.length === 0 ? (
        <p className={classes.empty}>{t('nothingWaits')}</p>
      ) : (
        <div className={classes.scroll} {...hold}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('column.desk')}</th>
                {CHANNELS.map((channel) => (
                  <th key={channel} scope="col" className={classes.number}>
                    {t(`words:channel.${channel}`)}
                  </th>
                ))}
                <th scope="col" className={classes.number}>
                  {t('column.longest')}
                </th>
                {mayAssign && (
                  <th scope="col">
                    <span className="visually-hidden">{t('column.actions')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <DeskRow
                  key={row.deskId}
                  row={row}
                  desk={desks.get(row.deskId)}
                  now={now}
                  onMove={mayAssign ? onMove : null}
                />
              ))}
            </tbody>
          </table>
          {shown.length === 0 && <p className={classes.empty}>{t('noDesk')}</p>}
          {isLong && words.trim() === '' && (
            <p className={classes.fold}>
              <Action aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                {isOpen ? t('fewerDesks') : t('allDesks', { count: rows.length - MOST_DESKS })}
              </Action>
            </p>
          )}
        </div>
      )}
    </section>
  );
};

interface DeskRowProps {
  row: DeskWaiting;
  desk: DeskView | undefined;
  now: number;
  onMove: ((work: Work) => void) | null;
}

const DeskRow = ({ row, desk, now, onMove }: DeskRowProps) => {
  const { t } = useTranslation('floor');
  const name = desk?.siteName ?? '';
  return (
    <tr>
      <th scope="row">
        <span className={classes.shop}>
          <TenantMark mark={desk?.mark} size={20} />
          <ListLink target={{ view: 'waiting', shop: row.deskId }} label={t('waitingAt', { name, count: row.total })}>
            {name}
          </ListLink>
        </span>
      </th>
      {CHANNELS.map((channel) => {
        const count = row.byChannel[channel] ?? 0;
        return (
          <td key={channel} className={classes.number}>
            {count === 0 ? (
              <span className={classes.quiet}>0</span>
            ) : (
              <ListLink
                target={{ view: 'waiting', shop: row.deskId, channel }}
                label={t('waitingOn', { name, channel: t(`words:channel.${channel}`), count })}
              >
                {count.toLocaleString()}
              </ListLink>
            )}
          </td>
        );
      })}
      <td className={classes.number}>{row.oldest ? waitWords(t, row.oldest, now) : ''}</td>
      {onMove && (
        <td className={classes.rowMenu}>
          <button
            type="button"
            className={shared.sign}
            aria-label={t('move.ofDesk', { name })}
            title={t('move.ofDesk', { name })}
            onClick={() => onMove({ source: { deskId: row.deskId }, name, count: row.total })}
          >
            <IconArrowsExchange size={16} stroke={1.75} aria-hidden />
          </button>
        </td>
      )}
    </tr>
  );
};
