import type { Channel, Language } from './vocabulary.js';

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

/** Body of `PUT /api/v1/desks/{id}/hours`: what the desk keeps to from a moment on. `from`: ISO 8601, on a minute; null: from now on. */
export interface HoursRequest extends HoursVersion {
  from: string | null;
}

export interface HoursVersionView extends HoursVersion {
  from: string | null;
  /** One that lies ahead can still be taken back. */
  standing: 'past' | 'in_force' | 'planned';
  /** 「平日 10時–18時」; null: no phone. */
  phoneWords: string | null;
  replyWords: string;
}

/** `GET /api/v1/desks/{id}/hours`. */
export interface DeskHoursView {
  deskId: string;
  zone: string;
  /** Oldest first. */
  versions: HoursVersionView[];
  /** What holds where a version names no time of its own, in minutes of business time. */
  defaults: Required<SlaTimes>;
  /** Public holidays of Japan from today on, for a year. */
  holidays: string[];
}

/** Body of `POST /api/v1/desks/{id}/hours/preview`: how the desk presents itself at a moment; `draft` is tried without being saved. */
export interface HoursPreviewRequest {
  at: string;
  language: Language;
  draft?: HoursRequest;
}

export interface HoursPreviewView {
  at: string;
  /** What stands on the desk's page and above its form. */
  page: { title: string; lines: string[] };
  /** By when somebody who writes at that moment is told to expect an answer. */
  dueWords: string;
  acknowledgement: { subject: string; text: string };
  /** What callers hear. */
  phone: string;
}
