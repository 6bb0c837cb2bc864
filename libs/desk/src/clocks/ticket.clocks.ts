import { businessTime, momentAfter } from '../desks/business-hours.js';
import { type PromisedTimes, type PromisingDesk, purposeOf, slaAt } from '../desks/sla.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { type Alerted, CLOCK_MODE, MISSED, UNTOLD } from './clock.states.js';

/** The columns of a ticket that its two clocks live in. A clock that runs has a due time, one that is paused has what was left. */
export interface Clocks {
  /** Of the reply that the desk owes next: what is due next of all. */
  dueAt: Date | null;
  replyLeftMs: number | null;
  replyAlerted: Alerted;
  resolveDueAt: Date | null;
  resolveLeftMs: number | null;
  resolveAlerted: Alerted;
}

export type ClockName = 'first_reply' | 'next_reply' | 'resolution';
/** `promised`: somebody named a time. `stopped`: the end came without what was owed, and without its being owed any longer. */
export type TurnKind = 'started' | 'promised' | 'paused' | 'resumed' | 'met' | 'stopped';

/** One thing that a clock did. `leftMs`: business time that was left then; negative time does not exist, `isLate` says that it was over. */
export interface ClockTurn {
  clock: ClockName;
  turn: TurnKind;
  dueAt: Date | null;
  leftMs: number | null;
  isLate: boolean;
}

export type Timed = Clocks &
  Pick<TicketEntity, 'state' | 'channel' | 'createdAt' | 'waitingSince' | 'firstReplyAt' | 'answeredAt'>;

interface Run {
  dueAt: Date | null;
  leftMs: number | null;
  alerted: Alerted;
}

interface Step {
  run: Run;
  turns: TurnKind[];
}

const NONE: Run = { dueAt: null, leftMs: null, alerted: UNTOLD };

const isOn = (run: Run): boolean => run.dueAt !== null || run.leftMs !== null;

/** Did a reply leave with this change? */
const hasReplied = (before: Timed, after: Timed): boolean =>
  after.answeredAt !== null && after.answeredAt.getTime() !== before.answeredAt?.getTime();

/** The time that this change itself names for the next reply, as a promised call does; null where the desk's policy rules. */
const namedTime = (before: Timed, after: Timed): Date | null =>
  CLOCK_MODE[after.state] === 'running' && after.dueAt?.getTime() !== before.dueAt?.getTime() ? after.dueAt : null;

/** True where a change leaves all clocks as they are, whatever the desk promises. */
export const leavesClocks = (before: Timed, after: Timed): boolean =>
  CLOCK_MODE[before.state] === CLOCK_MODE[after.state] &&
  !hasReplied(before, after) &&
  namedTime(before, after) === null;

/** Time of the desk's business, as one clock of one ticket counts it. */
class BusinessClock {
  constructor(
    private readonly desk: PromisingDesk,
    private readonly channel: Timed['channel'],
    private readonly now: Date,
  ) {}

  promised(at = this.now): PromisedTimes {
    return slaAt(this.desk, this.channel, at);
  }

  start(minutes: number, from = this.now): Run {
    return { ...NONE, dueAt: momentAfter(this.desk.hours, from, minutes * 60_000, purposeOf(this.channel)) };
  }

  pause(run: Run): Step {
    if (run.dueAt === null) return { run, turns: [] };
    const leftMs = businessTime(this.desk.hours, this.now, run.dueAt, purposeOf(this.channel));
    return { run: { ...run, dueAt: null, leftMs }, turns: ['paused'] };
  }

  resume(run: Run): Step {
    if (run.leftMs === null) return { run, turns: [] };
    const dueAt = momentAfter(this.desk.hours, this.now, run.leftMs, purposeOf(this.channel));
    return { run: { ...run, dueAt, leftMs: null }, turns: ['resumed'] };
  }
}

const ended = (run: Run, turn: TurnKind): Step => ({ run: NONE, turns: isOn(run) ? [turn] : [] });

const replyStep = (run: Run, before: Timed, after: Timed, clock: BusinessClock): Step => {
  const replied = hasReplied(before, after);
  const mode = CLOCK_MODE[after.state];
  if (mode === 'over' || mode === 'answered') return ended(run, replied ? 'met' : 'stopped');
  if (mode === 'paused') return replied ? ended(run, 'met') : clock.pause(run);
  const named = namedTime(before, after);
  if (named) return { run: { ...NONE, dueAt: named }, turns: ['promised'] };
  if (isOn(run) && !replied) return clock.resume(run);
  const { firstReply, nextReply, callback } = clock.promised();
  const isCall = after.state === 'callback_due';
  const minutes = isCall ? callback : after.firstReplyAt === null ? firstReply : nextReply;
  return { run: clock.start(minutes), turns: [...ended(run, 'met').turns, 'started'] };
};

/** The resolution clock begins with the receipt. It is written down at the first change, so that taking an inquiry in does not wait for it; what was promised then holds. */
const begunResolution = (run: Run, before: Timed, clock: BusinessClock): Run => {
  const since = before.waitingSince ?? before.createdAt;
  const { resolution } = clock.promised(since);
  if (isOn(run) || resolution === null || CLOCK_MODE[before.state] !== 'running') return run;
  return clock.start(resolution, since);
};

const resolutionStep = (run: Run, after: Timed, clock: BusinessClock): Step => {
  const mode = CLOCK_MODE[after.state];
  if (mode === 'over') return ended(run, after.state === 'closed' ? 'met' : 'stopped');
  if (mode !== 'running') return clock.pause(run);
  if (isOn(run)) return clock.resume(run);
  const { resolution } = clock.promised();
  return resolution === null ? { run: NONE, turns: [] } : { run: clock.start(resolution), turns: ['started'] };
};

const replyRun = (ticket: Clocks): Run => ({
  dueAt: ticket.dueAt,
  leftMs: ticket.replyLeftMs,
  alerted: ticket.replyAlerted,
});

const resolutionRun = (ticket: Clocks): Run => ({
  dueAt: ticket.resolveDueAt,
  leftMs: ticket.resolveLeftMs,
  alerted: ticket.resolveAlerted,
});

const told = (clock: ClockName, before: Run, { run, turns }: Step, now: Date): ClockTurn[] =>
  turns.map((turn) => ({
    clock,
    turn,
    dueAt: run.dueAt ?? before.dueAt,
    leftMs: run.leftMs,
    isLate: turn !== 'started' && before.dueAt !== null && before.dueAt < now,
  }));

/** The one place in which clocks move: what a change from one state of a ticket to another makes of them, and what they did. */
export const followClocks = (
  before: Timed,
  after: Timed,
  desk: PromisingDesk,
  now: Date,
): { clocks: Clocks; turns: ClockTurn[] } => {
  const clock = new BusinessClock(desk, before.channel, now);
  const owed = replyRun(before);
  const promised = begunResolution(resolutionRun(before), before, clock);
  const stays = leavesClocks(before, after);
  const resolution = stays ? { run: promised, turns: [] } : resolutionStep(promised, after, clock);
  const reply = stays ? { run: owed, turns: [] } : replyStep(owed, before, after, clock);
  const isNew = reply.turns.some((turn) => turn === 'started' || turn === 'resumed');
  return {
    clocks: {
      dueAt: isNew ? nearer(reply.run, resolution.run, now) : reply.run.dueAt,
      replyLeftMs: reply.run.leftMs,
      replyAlerted: reply.run.alerted,
      resolveDueAt: resolution.run.dueAt,
      resolveLeftMs: resolution.run.leftMs,
      resolveAlerted: resolution.run.alerted,
    },
    turns: [
      ...told(before.firstReplyAt === null ? 'first_reply' : 'next_reply', owed, reply, now),
      ...told('resolution', promised, resolution, now),
    ],
  };
};

/** A resolution that is still to be kept calls for its reply before its end. */
const nearer = (reply: Run, resolution: Run, now: Date): Date | null => {
  const last = resolution.alerted === MISSED ? null : resolution.dueAt;
  return reply.dueAt !== null && last !== null && now < last && last < reply.dueAt ? last : reply.dueAt;
};
