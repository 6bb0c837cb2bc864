import { IconAlertOctagon, IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketState } from '#libs/contracts';
import { useNow } from './ticker.js';
import { dueState, spanOf } from './time.js';
import classes from './shared.module.css';

const ICONS = { plain: null, soon: IconAlertTriangle, over: IconAlertOctagon } as const;

interface DueClockProps {
  dueAt: string;
  /** Says what is due. */
  before?: string;
  /** The desk has been warned of it, however long that is on the clock on the wall. */
  isWarned?: boolean;
  /** In a frame, among tags. */
  isTag?: boolean;
}

/** 残 18分 / 超過 6分: word, sign and colour. */
export const DueClock = ({ dueAt, before, isWarned = false, isTag }: DueClockProps) => {
  const { t } = useTranslation('words');
  const now = useNow(10_000);
  const { kind: onTheWall, span } = dueState(dueAt, now);
  const kind = onTheWall === 'plain' && isWarned ? 'soon' : onTheWall;
  const Icon = ICONS[kind];
  const text = t(`span.${span.unit}`, { count: span.count });
  return (
    <span className={classes.due} data-kind={kind} data-tag={isTag}>
      {Icon && <Icon size={14} stroke={1.75} aria-hidden="true" />}
      {before && <span>{before}</span>}
      {t(kind === 'over' ? 'due.over' : 'due.left', { span: text })}
    </span>
  );
};

/** In these states others have the word, and the clocks stand still. */
const PAUSED: readonly TicketState[] = ['waiting_requester', 'waiting_shop'];

export const isPaused = (state: TicketState): boolean => PAUSED.includes(state);

interface PausedClockProps {
  state: TicketState;
  /** Business time that is still left. */
  leftMinutes?: number | null;
  /** In a list the word alone; why is told on asking, and in the row's name. */
  isShort?: boolean;
  isTag?: boolean;
}

/** 停止中(お客様の返信待ち): the sign, the word and why. */
export const PausedClock = ({ state, leftMinutes = null, isShort = false, isTag }: PausedClockProps) => {
  const { t } = useTranslation('words');
  const span = leftMinutes === null ? null : spanOf(leftMinutes * 60_000);
  const words = t('due.pausedFor', { why: t(`due.why.${state}`) });
  return (
    <span className={classes.due} data-kind="paused" data-tag={isTag} title={isShort ? words : undefined}>
      <IconPlayerPause size={14} stroke={1.75} aria-hidden="true" />
      {isShort ? t('due.paused') : words}
      {span && ` ${t('due.left', { span: t(`span.${span.unit}`, { count: span.count }) })}`}
    </span>
  );
};

/** 待 22分. */
export const WaitedFor = ({ since }: { since: string }) => {
  const { t } = useTranslation('words');
  const now = useNow(10_000);
  const span = spanOf(now - Date.parse(since));
  return <span>{t('waited', { span: t(`span.${span.unit}`, { count: span.count }) })}</span>;
};
