import type { Channel } from '#libs/contracts';

/** One opening on the named weekdays (ISO: 1 = Monday … 7 = Sunday). Half-open: at `to` it is closed. `24:00` is the day's end. */
export interface OpeningWindow {
  days: number[];
  from: string;
  to: string;
}

/** On this day (`YYYY-MM-DD`) the desk is open then and only then, whatever weekday or holiday it is. */
export interface ExtraOpening {
  date: string;
  from: string;
  to: string;
}

/** How soon a desk answers, in minutes of its business time. What is left out holds as before: see `slaAt`. */
export interface SlaTimes {
  firstReply?: number;
  nextReply?: number;
  /** From receipt to the end; null: no such promise. */
  resolution?: number | null;
  callback?: number;
  /** How long before the end people are warned. */
  warning?: number;
}

export interface SlaPolicy extends SlaTimes {
  channels?: Partial<Record<Channel, SlaTimes>>;
}

/** What a desk keeps to over one stretch of its life: when it is there, and how soon it answers. */
export interface HoursVersion {
  /** When the phone is answered; empty for a desk without phone. */
  phone: OpeningWindow[];
  /** When replies to forms and mails are written, where that differs from the phone's hours. */
  reply?: OpeningWindow[];
  holidays: 'closed' | 'open';
  /** More closed days, `YYYY-MM-DD`. */
  closedOn: string[];
  openOn?: ExtraOpening[];
  /** Where the number changes with the hours. */
  phoneNumber?: string;
  sla?: SlaPolicy;
}

/** `from`: the moment from which it holds, ISO 8601, on a minute; null for the first, which holds from ever. */
export interface DatedHours extends HoursVersion {
  from: string | null;
}

/** Column `desk.hours`. Once hours have changed, `versions` names all of them, oldest first, and the fields beside it repeat the one in force. */
export interface DeskHours extends HoursVersion {
  /** IANA time zone. */
  zone: string;
  versions?: DatedHours[];
}

export const versionsOf = (hours: DeskHours): readonly DatedHours[] => hours.versions ?? [{ ...hours, from: null }];

/** The version in force at `instant`. */
export const versionAt = (hours: DeskHours, instant: Date): DatedHours => {
  const versions = versionsOf(hours);
  return versions.findLast(({ from }) => from === null || Date.parse(from) <= instant.getTime()) ?? versions[0]!;
};

/** When the version in force gives way to the next; null where none is planned. */
export const nextChange = (hours: DeskHours, instant: Date): Date | null => {
  const next = versionsOf(hours).find(({ from }) => from !== null && Date.parse(from) > instant.getTime());
  return next ? new Date(next.from!) : null;
};

/** The same hours, read at `instant`: words and numbers beside `versions` are those in force then. */
export const hoursAt = (hours: DeskHours, instant: Date): DeskHours => {
  if (!hours.versions) return hours;
  const { from: _, ...inForce } = versionAt(hours, instant);
  return { ...inForce, zone: hours.zone, versions: hours.versions };
};
