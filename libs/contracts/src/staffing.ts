/** A numbered report that is published after the first notice. */
export interface LaterReport {
  /** Day in Japan; the desk is asked on it, or on the next day that it is open. */
  date: string;
  /** Of the contacts of the first day, which it brings once more: 0.1 to 0.25 is usual. */
  share: number;
}

/** What the desk has set out to keep on the phone: the planner staffs for it, and the figures are told against it. */
export interface PhoneTargets {
  /** Share of offered calls that are answered within `answerWithin` seconds. */
  serviceLevel: number;
  answerWithin: number;
  /** Share of offered calls that are answered at all. */
  answerRate: number;
  /** Who gives up before so many seconds is told apart in the net rate: most of them dialled wrong. */
  shortUnder: number;
}

/** What the forecast of a surge assumes. Shares are between 0 and 1. */
export interface SurgeAssumptions extends PhoneTargets {
  /** Share of notified persons who ask within 30 days: low 0.01, base 0.03, high 0.08, stress 0.15. */
  contactRate: number;
  /** How contacts spread over the channels; they add up to 1. */
  channels: { phone: number; form: number; email: number };
  /** Share of all contacts on each business day from the notice on. */
  dayShares: number[];
  /** Reports that are known to follow; each brings a part of the first day again. */
  laterReports: LaterReport[];
  /** Shares of a phone day from opening to closing, in equal parts. */
  hourShares: number[];
  /** Average handling time of a call: talk, hold and after-call work. */
  handlingSeconds: number;
  /** Time to answer one inquiry in writing. */
  writingSeconds: number;
  occupancy: number;
  shrinkage: number;
  /** Mean time that callers wait before they give up. */
  patienceSeconds: number;
}

/** A mailing of notices to the persons concerned. */
export interface NoticeBatchView {
  at: string;
  persons: number;
}

/** One half hour of the phone. */
export interface StaffingSlot {
  from: string;
  to: string;
  /** Calls that the model expects. */
  expected: number;
  /** Calls that came; null for the time to come. */
  offered: number | null;
  erlangs: number;
  /** People on the phone at once so that the targets hold: callers who wait without end, and callers who give up. */
  needed: number;
  neededWithPatience: number;
  /** Most people who were ready for calls in this half hour; null for the time to come. */
  present: number | null;
  /** People whose shift covers this half hour, less shrinkage; null where no shift is planned at all. */
  rostered: number | null;
}

export interface StaffingDay {
  date: string;
  calls: number;
  written: number;
  openingRush: number;
  /** Seats of the busiest half hour, and people to put on the roster for them. */
  seats: number;
  scheduled: number;
  /** People on the roster to answer in writing what comes in on that day. */
  writers: number;
}

/** `GET /api/v1/staffing?date=YYYY-MM-DD` and `POST /api/v1/staffing/what-if`. */
export interface StaffingView {
  incidentId: string;
  date: string;
  assumptions: SurgeAssumptions;
  batches: NoticeBatchView[];
  version: number;
  slots: StaffingSlot[];
  /** The business days from the first mailing on. */
  days: StaffingDay[];
  backlog: {
    waiting: number;
    writersNow: number;
    /** Business days until nothing waits any more with the people who are here; null: not within the forecast. */
    daysToClear: number | null;
    /** The same in hours of business, where less than a day is needed. */
    hoursToClear: number | null;
  };
}

/** Body of `PUT /api/v1/staffing` and of `POST /api/v1/staffing/what-if`. */
export interface StaffingRequest {
  assumptions: SurgeAssumptions;
  batches: NoticeBatchView[];
  date?: string;
  /** Of the plan that was changed; a plan that somebody else changed meanwhile is not overwritten. */
  version?: number;
}
