import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CHANNELS, type Channel, type DeskView, type FloorView } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { TenantMark } from '../shared/tenant-mark.jsx';
import { earliest } from './floor-state.js';
import classes from './floor.module.css';
import { ListLink } from './list-link.jsx';
import type { Work } from './move-dialog.jsx';
import { useStillOrder } from './use-still-order.js';
import { waitWords } from './wait-words.js';

interface DeskWaiting {
  deskId: string;
  byChannel: Partial<Record<Channel, number>>;
  total: number;
  oldest: string | null;
}

const byDesk = (waiting: FloorView['waitingByDesk']): DeskWaiting[] => {
  const desks = new Map<string, DeskWaiting>();
  for (const { deskId, channel, waiting: count, oldest } of waiting) {
    const desk = desks.get(deskId) ?? { deskId, byChannel: {}, total: 0, oldest: null };
    desks.set(deskId, {
      ...desk,
      byChannel: { ...desk.byChannel, [channel]: (desk.byChannel[channel] ?? 0) + count },
      total: desk.total + count,
      oldest: earliest([desk.oldest, oldest]),
    });
  }
  return [...desks.values()]
    .filter((desk) => desk.total > 0)
    .sort((a, b) => (a.oldest ?? '~').localeCompare(b.oldest ?? '~'));
};

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
  const { rows, hold } = useStillOrder(byDesk(waiting), (desk) => desk.deskId);
  return (
    <section className={classes.panel} aria-labelledby="waiting-title" data-region>
      <div className={classes.panelHead}>
        <h2 id="waiting-title">{t('waiting')}</h2>
        <span className={classes.aside}>{t('waitingNote')}</span>
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
              {rows.map((row) => (
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
                {count}
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
            className={classes.dots}
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
