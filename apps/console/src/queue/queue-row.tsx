import { IconFlag } from '@tabler/icons-react';
import type { FocusEventHandler, MouseEventHandler } from 'react';
import { useTranslation } from 'react-i18next';
import { ESCALATING_TOPICS, type DeskView, type TicketRow } from '#libs/contracts';
import { ChannelIcon } from '../shared/channel-icon.js';
import { DueClock, WaitedFor } from '../shared/due-clock.js';
import { PersonInitial } from '../shared/person-initial.js';
import { Tag } from '../shared/tag.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { dueState } from '../shared/time.js';
import type { PresentPerson } from '../wire/presence.js';
import classes from './queue.module.css';

interface QueueRowProps {
  row: TicketRow;
  desk: DeskView | undefined;
  people: readonly PresentPerson[];
  /** Says why the row will leave at the next apply; null while it belongs. */
  leaving: string | null;
  notice: string | null;
  isMine: boolean;
  isOpen: boolean;
  isActive: boolean;
  isTinted: boolean;
  position: number;
  size: number;
  top: number;
  id: string;
  onClick: MouseEventHandler;
  onFocus: FocusEventHandler;
}

/** 「こもれび雑貨店、被害・不正使用、藤代恵様、フォーム、残り18分、佐藤さんが閲覧中」 */
const useRowName = ({ row, desk, people, leaving, notice, isMine }: QueueRowProps): string => {
  const { t } = useTranslation(['queue', 'words']);
  const due = row.dueAt ? dueState(row.dueAt, Date.now()) : null;
  const span = due && t(`words:span.${due.span.unit}`, { count: due.span.count });
  return [
    desk?.siteName,
    t(`words:topic.${row.topic}`),
    t('words:honorific', { name: row.requesterName }),
    t(`words:channel.${row.channel}`),
    row.subject || row.excerpt,
    due && t(due.kind === 'over' ? 'words:due.saidOver' : 'words:due.saidLeft', { span }),
    !due && t(`words:state.${row.state}`),
    leaving,
    notice,
    isMine && t('queue:row.mine'),
    ...people.map((person) =>
      t(person.writing ? 'queue:row.writing' : 'queue:row.looking', { name: person.shortName }),
    ),
  ]
    .filter(Boolean)
    .join(t('queue:row.separator'));
};

/** One ticket in two lines, with fixed slots: news change it in place and move nothing. */
export const QueueRow = (props: QueueRowProps) => {
  const { row, desk, people, leaving, notice, isMine, isOpen, isActive, isTinted, position, size, top, id } = props;
  const { t } = useTranslation(['queue', 'words']);
  const name = useRowName(props);
  const escalates = ESCALATING_TOPICS.includes(row.topic) || row.priority > 0;
  return (
    <div
      id={id}
      role="option"
      aria-label={name}
      aria-selected={isOpen}
      aria-setsize={size}
      aria-posinset={position}
      tabIndex={isActive ? 0 : -1}
      data-region-focus={isActive || undefined}
      data-ticket={row.number}
      className={classes.row}
      data-leaving={leaving !== null}
      data-tinted={isTinted}
      style={{ transform: `translateY(${top}px)` }}
      onClick={props.onClick}
      onFocus={props.onFocus}
    >
      <TenantMark mark={desk?.mark} />
      <div className={classes.lines}>
        <div className={classes.line}>
          <span className={classes.shop}>{desk?.siteName ?? ''}</span>
          {escalates ? (
            <Tag tone="danger" icon={<IconFlag stroke={1.75} aria-hidden="true" />}>
              {t(`words:topic.${row.topic}`)}
            </Tag>
          ) : (
            <span className={classes.topic}>{t(`words:topic.${row.topic}`)}</span>
          )}
          <span className={classes.right}>
            {leaving !== null ? leaving : row.dueAt ? <DueClock dueAt={row.dueAt} /> : t(`words:state.${row.state}`)}
          </span>
        </div>
        <div className={classes.line}>
          <span className={classes.excerpt}>
            <ChannelIcon channel={row.channel} size={14} />
            {notice ?? <span lang={row.language}>{`${row.requesterName} ― ${row.excerpt || row.subject}`}</span>}
          </span>
          <span className={classes.right}>
            {people.slice(0, 3).map((person) => (
              <PersonInitial key={person.userId} name={person.shortName} filled={person.writing} />
            ))}
            {isMine ? (
              t('queue:row.mineShort')
            ) : leaving === null && people.length === 0 ? (
              row.assigneeName ? (
                t('queue:row.heldShort', { name: row.assigneeName })
              ) : row.waitingSince ? (
                <WaitedFor since={row.waitingSince} />
              ) : null
            ) : null}
          </span>
        </div>
      </div>
    </div>
  );
};
