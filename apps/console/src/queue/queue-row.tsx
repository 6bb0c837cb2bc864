import { IconFlag, IconSquareCheckFilled } from '@tabler/icons-react';
import type { FocusEventHandler, MouseEventHandler } from 'react';
import { useTranslation } from 'react-i18next';
import { ESCALATING_TOPICS, type DeskView, type TicketRow } from '#libs/contracts';
import { ChannelIcon } from '../shared/channel-icon.js';
import type { Density } from '../shared/density.js';
import { DueClock, isPaused, PausedClock, WaitedFor } from '../shared/due-clock.js';
import { maskedWords } from '../shared/masked-words.js';
import { PersonInitial } from '../shared/person-initial.js';
import { Tag } from '../shared/tag.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { dueState } from '../shared/time.js';
import type { PresentPerson } from '../wire/presence.js';
import classes from './queue-row.module.css';
import { serverNow } from '../wire/server-clock.js';

interface QueueRowProps {
  row: TicketRow;
  desk: DeskView | undefined;
  people: readonly PresentPerson[];
  /** Why it is none to take, instead of its clocks; null for one that is. */
  leaving: string | null;
  notice: string | null;
  isMine: boolean;
  isMarked: boolean;
  isOpen: boolean;
  isActive: boolean;
  isTinted: boolean;
  position: number;
  size: number;
  top: number;
  id: string;
  density: Density;
  onMark: () => void;
  onClick: MouseEventHandler;
  onFocus: FocusEventHandler;
}

/** 「こもれび雑貨店、被害・不正使用、藤代恵様、フォーム、残り18分、佐藤さんが閲覧中」 */
const useRowName = ({ row, desk, people, leaving, notice, isMine, isMarked }: QueueRowProps): string => {
  const { t } = useTranslation(['queue', 'words']);
  const due = row.dueAt ? dueState(row.dueAt, serverNow()) : null;
  const span = due && t(`words:span.${due.span.unit}`, { count: due.span.count });
  return [
    desk?.siteName,
    t(`words:topic.${row.topic}`),
    t('words:honorific', { name: row.requesterName }),
    t(`words:channel.${row.channel}`),
    maskedWords(row.subject || row.excerpt, (secret) => t(`words:masked.${secret}`)),
    due && t(due.kind === 'over' ? 'words:due.saidOver' : 'words:due.saidLeft', { span }),
    !due && t(`words:state.${row.state}`),
    isPaused(row.state) && t('words:due.saidPaused'),
    leaving,
    notice,
    isMine && t('queue:row.mine'),
    isMarked && t('queue:row.marked'),
    ...people.map((person) =>
      t(person.writing ? 'queue:row.writing' : 'queue:row.looking', { name: person.shortName }),
    ),
  ]
    .filter(Boolean)
    .join(t('queue:row.separator'));
};

/** One ticket in two lines, with fixed slots: news change it in place and move nothing. */
export const QueueRow = (props: QueueRowProps) => {
  const { row, desk, leaving, isMarked, isOpen, isActive, isTinted } = props;
  const { position, size, top, id, density, onMark, onClick, onFocus } = props;
  const { t } = useTranslation('queue');
  const name = useRowName(props);
  return (
    <div
      id={id}
      role="option"
      aria-label={name}
      aria-selected={isOpen}
      aria-checked={isMarked}
      aria-setsize={size}
      aria-posinset={position}
      tabIndex={isActive ? 0 : -1}
      data-region-focus={isActive || undefined}
      data-ticket={row.number}
      className={classes.row}
      data-leaving={leaving !== null}
      data-tinted={isTinted}
      data-density={density}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onClick}
      onFocus={onFocus}
    >
      {/* Not a control of its own: keys mark with X, and the name of the row says whether it is marked. */}
      <span
        className={classes.markable}
        title={t('row.markHint')}
        onClick={(event) => {
          event.stopPropagation();
          onMark();
        }}
      >
        {isMarked ? (
          <IconSquareCheckFilled
            className={classes.checked}
            size={density === 'compact' ? 20 : 24}
            aria-hidden="true"
          />
        ) : (
          <TenantMark mark={desk?.mark} size={density === 'compact' ? 20 : 24} />
        )}
      </span>
      {density === 'compact' ? <CompactLine {...props} /> : <TwoLines {...props} />}
    </div>
  );
};

/** What must be escalated is loud, unless somebody has it in hand. */
const TopicWord = ({ row, leaving }: Pick<QueueRowProps, 'row' | 'leaving'>) => {
  const { t } = useTranslation('words');
  if (leaving !== null || (!ESCALATING_TOPICS.includes(row.topic) && row.priority === 0))
    return <span className={classes.topic}>{t(`topic.${row.topic}`)}</span>;
  return (
    <Tag tone="danger" icon={<IconFlag stroke={1.75} aria-hidden="true" />}>
      {t(`topic.${row.topic}`)}
    </Tag>
  );
};

const DueWord = ({ row, leaving }: Pick<QueueRowProps, 'row' | 'leaving'>) => {
  const { t } = useTranslation('words');
  if (leaving !== null) return leaving;
  if (row.dueAt) return <DueClock dueAt={row.dueAt} isWarned={row.dueWarned} />;
  return isPaused(row.state) ? <PausedClock state={row.state} isShort /> : t(`state.${row.state}`);
};

/** Who is at it, or how long it waits. */
const HandWord = ({ row, people, leaving, isMine }: Pick<QueueRowProps, 'row' | 'people' | 'leaving' | 'isMine'>) => {
  const { t } = useTranslation('queue');
  if (isMine) return t('row.mineShort');
  if (leaving !== null || people.length > 0) return null;
  if (row.assigneeName) return t('row.heldShort', { name: row.assigneeName });
  return row.waitingSince && <WaitedFor since={row.waitingSince} />;
};

const Initials = ({ people }: Pick<QueueRowProps, 'people'>) =>
  people
    .slice(0, 3)
    .map((person) => <PersonInitial key={person.userId} name={person.shortName} filled={person.writing} />);

const FirstWords = ({ row }: { row: TicketRow }) => {
  const { t } = useTranslation('words');
  const words = maskedWords(row.excerpt || row.subject, (secret) => t(`masked.${secret}`));
  return <span lang={row.language}>{`${row.requesterName} ― ${words}`}</span>;
};

const TwoLines = ({ row, desk, people, leaving, notice, isMine }: QueueRowProps) => (
  <div className={classes.lines}>
    <div className={classes.line}>
      <span className={classes.shop}>{desk?.siteName ?? ''}</span>
      <TopicWord row={row} leaving={leaving} />
      <span className={classes.right}>
        <DueWord row={row} leaving={leaving} />
      </span>
    </div>
    <div className={classes.line}>
      <span className={classes.excerpt}>
        <ChannelIcon channel={row.channel} size={14} />
        {notice ?? <FirstWords row={row} />}
      </span>
      <span className={classes.right}>
        <Initials people={people} />
        <HandWord row={row} people={people} leaving={leaving} isMine={isMine} />
      </span>
    </div>
  </div>
);

const CompactLine = ({ row, desk, people, leaving, notice, isMine }: QueueRowProps) => (
  <div className={classes.line}>
    <span className={classes.shop}>{desk?.siteName ?? ''}</span>
    <TopicWord row={row} leaving={leaving} />
    <span className={classes.excerpt}>{notice ?? <span lang={row.language}>{row.requesterName}</span>}</span>
    <span className={classes.right}>
      <ChannelIcon channel={row.channel} size={14} />
      <Initials people={people} />
      <span className={isMine ? undefined : classes.spare}>
        <HandWord row={row} people={people} leaving={leaving} isMine={isMine} />
      </span>
      <DueWord row={row} leaving={leaving === null || isMine ? leaving : (row.assigneeName ?? leaving)} />
    </span>
  </div>
);
