import type { CallEventName, CallEventPush, CallTimes } from '#libs/contracts';

/** The raw moments of one call. A call that nobody took ends as `abandonedAt`, never as `endedAt`. */
export interface CallMoments {
  offeredAt: Date;
  answeredAt: Date | null;
  /** Since when it is on hold now. */
  heldSince: Date | null;
  heldSeconds: number;
  endedAt: Date | null;
  abandonedAt: Date | null;
  /** Over because every line was busy. */
  blocked: boolean;
  agentId: string | null;
}

export interface ToldEvent {
  event: CallEventName;
  at: Date;
  agentId: string | null;
}

/**
 * The moments that a telephony system's events add up to: the same for every order in which they arrive and however often. A call
 * whose end came without an answer was given up by the caller.
 */
export const momentsOf = (told: readonly ToldEvent[]): CallMoments => {
  const events = told.toSorted((one, other) => one.at.getTime() - other.at.getTime() || rank(one) - rank(other));
  const first = (...names: CallEventName[]): ToldEvent | undefined => events.find(({ event }) => names.includes(event));
  const offeredAt = (first('ringing') ?? events[0]!).at;
  const answer = first('answered');
  const answeredAt = answer ? later(answer.at, offeredAt) : null;
  const over = first('ended', 'abandoned', 'blocked');
  const end = over ? later(over.at, answeredAt ?? offeredAt) : null;
  const hold = holdOf(events, answeredAt, end);
  return {
    offeredAt,
    answeredAt,
    heldSince: end ? null : hold.since,
    heldSeconds: hold.seconds,
    endedAt: answeredAt ? end : null,
    abandonedAt: answeredAt ? null : end,
    blocked: answeredAt === null && over?.event === 'blocked',
    agentId: answer?.agentId ?? events.findLast(({ agentId }) => agentId !== null)?.agentId ?? null,
  };
};

const holdOf = (events: readonly ToldEvent[], answeredAt: Date | null, end: Date | null) => {
  let since: Date | null = null;
  let milliseconds = 0;
  if (answeredAt === null) return { since, seconds: 0 };
  for (const { event, at } of events) {
    const moment = later(at, answeredAt);
    if (end && moment > end) break;
    if (event === 'held') since ??= moment;
    if (event !== 'resumed' || since === null) continue;
    milliseconds += moment.getTime() - since.getTime();
    since = null;
  }
  if (since && end) milliseconds += end.getTime() - since.getTime();
  return { since, seconds: Math.round(milliseconds / 1000) };
};

const ORDER: readonly CallEventName[] = ['ringing', 'answered', 'held', 'resumed', 'ended', 'abandoned', 'blocked'];
const rank = ({ event }: ToldEvent): number => ORDER.indexOf(event);
const later = (one: Date, other: Date): Date => (one > other ? one : other);

export const stateOf = (moments: Omit<CallMoments, 'agentId' | 'offeredAt' | 'blocked'>): CallEventPush['state'] => {
  if (moments.abandonedAt) return 'abandoned';
  if (moments.endedAt) return 'ended';
  if (moments.heldSince) return 'held';
  return moments.answeredAt ? 'talking' : 'ringing';
};

/** A form that waited for the connection may come days later; older than this its clock is not believed. */
const OLDEST_MS = 7 * 86_400_000;

/**
 * The moments that a console measured, moved to the server's clock and into an order that can be: an answer never comes before
 * the ring, a hold never lasts longer than the call. Without any, the call happened just now and was not measured.
 */
export const measured = (times: CallTimes | undefined, now: Date) => {
  if (!times) return { offeredAt: now, answeredAt: now, heldSeconds: 0, endedAt: now, wrapEndedAt: null };
  const shift = now.getTime() - Date.parse(times.now);
  const place = (text: string, earliest: number): Date =>
    new Date(Math.min(now.getTime(), Math.max(earliest, Date.parse(text) + shift)));
  const offeredAt = place(times.offeredAt, now.getTime() - OLDEST_MS);
  const answeredAt = place(times.answeredAt, offeredAt.getTime());
  const endedAt = place(times.endedAt, answeredAt.getTime());
  const longest = Math.floor((endedAt.getTime() - answeredAt.getTime()) / 1000);
  return {
    offeredAt,
    answeredAt,
    heldSeconds: Math.min(times.heldSeconds, longest),
    endedAt,
    wrapEndedAt: times.wrapEndedAt ? place(times.wrapEndedAt, endedAt.getTime()) : null,
  };
};
