import { IconMail, IconPhoneOutgoing } from '@tabler/icons-react';
import { memo, type ReactNode, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView, PromiseGroup, PromiseView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { DueClock } from '../shared/due-clock.js';
import { Tag } from '../shared/tag.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { clockTime, dayLabel, isoDay, shortDay } from '../shared/time.js';
import frame from '../shared/table-screen.module.css';
import promises from './promises.module.css';
import classes from './promise-table.module.css';
import type { PlacedPromise } from './use-still-places.js';

interface PromiseTableProps {
  groups: readonly { group: PromiseGroup; rows: readonly PlacedPromise[] }[];
  /** Where the table holds the first of them only: how many a group has. */
  countOf: ((group: PromiseGroup) => number | undefined) | undefined;
  desks: ReadonlyMap<string, DeskView>;
  chosenId: string | null;
  now: number;
  onChoose: (id: string) => void;
  /** The way to further rows. */
  more: ReactNode;
}

/** `14:00–14:30`, with the day where it is not today; an answer has only its end. */
export const usePromisedTime = (): ((promise: PromiseView, now: number) => string) => {
  const { t } = useTranslation('promises');
  return ({ from, until }, now) => {
    const day = isoDay(until) === isoDay(now) ? '' : `${dayLabel(until, presentLanguage())} `;
    return from ? `${day}${clockTime(from)}–${clockTime(until)}` : t('until', { time: `${day}${clockTime(until)}` });
  };
};

const COLUMNS = ['time', 'shop', 'whom', 'contact', 'so', 'owner', 'left'] as const;

/** All promises in their groups; one row is a stop of the Tab key, J and K walk. */
export const PromiseTable = ({ groups, countOf, desks, chosenId, now, onChoose, more }: PromiseTableProps) => {
  const { t } = useTranslation('promises');
  // One function for as long as the table stands: rows that did not change are not drawn again, however many there are.
  const latest = useRef(onChoose);
  latest.current = onChoose;
  const choose = useCallback((id: string) => latest.current(id), []);
  const firstId = groups.flatMap(({ rows }) => rows)[0]?.promise.id;
  return (
    <div className={classes.scroll}>
      <table className={`${frame.table} ${classes.table}`} aria-label={t('list')}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" data-column={column}>
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {groups
          .filter(({ rows }) => rows.length > 0)
          .map(({ group, rows }) => (
            <tbody key={group}>
              <tr className={classes.group} data-group={group}>
                <th scope="rowgroup" colSpan={COLUMNS.length}>
                  {t(`groups.${group}`)} <span>{t('count', { count: countOf?.(group) ?? rows.length })}</span>
                </th>
              </tr>
              {rows.map(({ promise, isGone }) => (
                <PromiseRow
                  key={promise.id}
                  promise={promise}
                  isGone={isGone}
                  desk={desks.get(promise.deskId)}
                  isChosen={promise.id === chosenId}
                  isStop={promise.id === (chosenId ?? firstId)}
                  now={now}
                  onChoose={choose}
                />
              ))}
            </tbody>
          ))}
      </table>
      {more && <p className={classes.more}>{more}</p>}
    </div>
  );
};

interface PromiseRowProps {
  promise: PromiseView;
  isGone: boolean;
  desk: DeskView | undefined;
  isChosen: boolean;
  isStop: boolean;
  now: number;
  onChoose: (id: string) => void;
}

const PromiseRow = memo(({ promise, isGone, desk, isChosen, isStop, now, onChoose }: PromiseRowProps) => {
  const { t } = useTranslation(['promises', 'words']);
  const time = usePromisedTime();
  const Icon = promise.kind === 'callback' ? IconPhoneOutgoing : IconMail;
  return (
    <tr
      id={`promise-${promise.id}`}
      className={classes.row}
      aria-current={isChosen ? 'true' : undefined}
      data-gone={isGone}
      data-promise={promise.ticketNumber}
      tabIndex={isStop ? 0 : -1}
      onClick={() => onChoose(promise.id)}
      onFocus={isChosen ? undefined : () => onChoose(promise.id)}
    >
      <td data-column="time">
        <Icon size={16} stroke={1.75} aria-hidden="true" /> <strong>{time(promise, now)}</strong>
      </td>
      <td data-column="shop">
        <span className={classes.shop}>
          <TenantMark mark={desk?.mark} size={20} />
          {desk?.siteName}
        </span>
      </td>
      <td data-column="whom">
        <strong>{t('words:honorific', { name: promise.requesterName })}</strong>
        {promise.source === 'abandoned' ? (
          <Tag tone="warn">{t('promises:abandoned')}</Tag>
        ) : (
          <span>
            {t(`words:topic.${promise.topic}`)}
            {promise.language === 'en' && t('words:separator') + t('words:language.en')}
          </span>
        )}
      </td>
      <td data-column={promise.kind === 'callback' ? 'phone' : undefined}>
        {(promise.kind === 'callback' ? promise.phone : promise.requesterEmail) ?? t('promises:noContact')}
      </td>
      <td>
        <SoFar promise={promise} />
      </td>
      <td data-column="owner">
        {promise.assigneeName ?? <span className={promises.quiet}>{t('promises:nobody')}</span>}
      </td>
      <td data-column="left">
        <Left promise={promise} isGone={isGone} now={now} />
      </td>
    </tr>
  );
});

const SoFar = ({ promise: { attempts, ticketState } }: { promise: PromiseView }) => {
  const { t } = useTranslation(['promises', 'words']);
  const last = attempts.at(-1);
  if (!last) {
    const waits = ticketState.startsWith('waiting_');
    return <span className={promises.quiet}>{waits ? t(`words:state.${ticketState}`) : t('promises:notYet')}</span>;
  }
  if (last.outcome === null) return t('promises:running', { number: last.number });
  return (
    <>
      {t('promises:attempt', { number: last.number, outcome: t(`promises:outcome.${last.outcome}`) })}{' '}
      {clockTime(last.at)}
    </>
  );
};

const DAY_MS = 86_400_000;

const Left = ({ promise, isGone, now }: { promise: PromiseView; isGone: boolean; now: number }) => {
  const { t } = useTranslation('promises');
  if (isGone) return <span className={promises.quiet}>{t('done')}</span>;
  const { until } = promise;
  if (isoDay(until) === isoDay(now) || Date.parse(until) < now) return <DueClock dueAt={until} />;
  return (
    <span className={promises.quiet}>
      {isoDay(until) === isoDay(now + DAY_MS) ? t('tomorrow') : shortDay(until, presentLanguage())}
    </span>
  );
};
