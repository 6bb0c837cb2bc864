import type { Trigger } from './escalations.js';
import type { PhoneTargets } from './staffing.js';
import type { Channel } from './vocabulary.js';

/** A share with what it was computed from; `rate` is null where the denominator is 0: nothing can be said then. */
export interface Share {
  count: number;
  of: number;
  rate: number | null;
}

/** The service level in the three ways that are in use; a figure is never shown without naming its variant. */
export interface ServiceLevel {
  /** Seconds within which a call shall be answered. */
  within: number;
  /** Answered within T ÷ all offered. */
  ofOffered: Share;
  /** Answered within T ÷ (answered + abandoned after T). */
  ofAnsweredAndLate: Share;
  /** Answered within T ÷ answered. */
  ofAnswered: Share;
}

/** Figures of the phone. Times in seconds. */
export interface CallKpis {
  offered: number;
  answered: number;
  abandoned: number;
  /** Given up before `shortUnder` seconds: most of them dialled wrong. */
  abandonedShort: number;
  shortUnder: number;
  outOfHours: number;
  /** Found every line busy: told apart, never offered. */
  blocked: number;
  answerRate: number | null;
  abandonRate: number | null;
  netAbandonRate: number | null;
  serviceLevel: ServiceLevel;
  averageSpeedOfAnswer: number | null;
  talk: number | null;
  hold: number | null;
  afterCall: number | null;
  /** Talk + hold + after-call work of one handled call. */
  handling: number | null;
}

export interface Spread {
  median: number | null;
  p90: number | null;
  max: number | null;
}

/** Figures of form and mail, counted by the time of receipt. Times in minutes. */
export interface WrittenKpis {
  received: number;
  /** From receipt to the first reply that a person wrote; the automatic acknowledgement does not count. */
  firstReply: { wall: Spread; business: Spread };
  /** First reply within the promised business minutes; still open past it counts as missed. */
  withinTarget: Share & { undecided: number };
}

/** Figures of tickets of every channel. */
export interface TicketKpis {
  closed: number;
  /** Closed with one contact by the desk and no new contact of the same person on the same topic within 7 days. */
  firstContact: Share;
  reopened: Share;
  escalated: Share;
  /** Of those that were escalated, how many for which reason; one ticket may have several. */
  escalatedBy: Partial<Record<Trigger, number>>;
  callbacksKept: Share;
  /** Replies that were read again and had no error, by the time of the check. */
  quality: Share;
  /** CSAT: answers of 4 and 5 of all, by the time of the answer; null where no desk asks. */
  satisfied: Share | null;
  /** Of the replies that were read again, how many were written in another shop's name. It is to be 0. */
  wrongShop: number;
}

/** What waits at the end of the time that is looked at. */
export interface BacklogKpis {
  waiting: number;
  /** Minutes since receipt. */
  age: Spread;
  /** Hours of work that it means. */
  hours: number;
  /** The same for each of the people who are ready for work now; null while nobody is. */
  hoursEach: number | null;
}

/** Figures of people's time, in seconds; only where one looks at people or at the whole. */
export interface TimeKpis {
  paid: number;
  /** On calls and in the work after them. */
  handling: number;
  available: number;
  /** Handling ÷ (handling + available). */
  occupancy: number | null;
  /** Paid time in which nobody can be given work ÷ paid time. */
  shrinkage: number | null;
}

export const KPI_GROUPS = ['none', 'tenant', 'desk', 'channel', 'agent'] as const;
export type KpiGroup = (typeof KPI_GROUPS)[number];
export const KPI_STEPS = ['15m', '30m', '60m', 'day', 'whole'] as const;
export type KpiStep = (typeof KPI_STEPS)[number];

export interface KpiRow {
  from: string;
  to: string;
  tenantId: string | null;
  deskId: string | null;
  channel: Channel | null;
  agentId: string | null;
  calls: CallKpis;
  written: WrittenKpis;
  tickets: TicketKpis;
  /** Only for `whole` up to now: what waits at this moment. */
  backlog: BacklogKpis | null;
  /** Only by `none` and `agent`. */
  time: TimeKpis | null;
}

/** `GET /api/v1/kpis?from&to&step&by`. */
export interface KpiView {
  from: string;
  to: string;
  step: KpiStep;
  by: KpiGroup;
  targets: PhoneTargets;
  items: KpiRow[];
}

/** `GET /api/v1/kpis/phone`: the phone today, for who looks all day long. */
export interface PhoneDay {
  calls: CallKpis;
  targets: PhoneTargets;
}

/** The calls that a figure of the phone counts: `in_time` and `late` are answered within and after the time of the service level. */
export const CALL_SETS = ['offered', 'answered', 'in_time', 'late', 'abandoned'] as const;
export type CallSet = (typeof CALL_SETS)[number];

/** One call of `GET /api/v1/kpis/calls`; without the caller's number. */
export interface CallListRow {
  id: string;
  deskId: string;
  offeredAt: string;
  /** Null while it rings. */
  result: 'answered' | 'abandoned' | null;
  /** Until somebody answered or the caller hung up. */
  waitSeconds: number | null;
  agentName: string | null;
  /** Null where nothing was written down, and for tickets that are for other eyes. */
  number: string | null;
}

/** `GET /api/v1/kpis/calls?from&to&set`: the newest first, with how many there are in each set. */
export interface CallListPage {
  items: CallListRow[];
  counts: Record<CallSet, number>;
  /** The time of the service level in seconds, by which the sets are told apart. */
  within: number;
  nextCursor: string | null;
}
