import type { RestrictedLane } from './escalations.js';
import type { CallView } from './calls.js';
import type { StatementView } from './desks.js';
import type {
  Channel,
  DeliveryState,
  EvidenceGrade,
  Language,
  NoticeReceived,
  Priority,
  TicketState,
  Topic,
} from './vocabulary.js';
import type { PassedWarnings } from './replies.js';

/** One ticket in a list and in every push. Times are ISO 8601 in UTC. */
export interface TicketRow {
  id: string;
  /** Reference number, formatted `625-0184-6`. */
  number: string;
  version: number;
  tenantId: string;
  deskId: string;
  state: TicketState;
  topic: Topic;
  priority: Priority;
  channel: Channel;
  language: Language;
  subject: string;
  /** First words of the newest inbound message. */
  excerpt: string;
  /** For a shop's people: initials only, and empty where the name has no readable letters. */
  requesterName: string;
  assigneeId: string | null;
  assigneeName: string | null;
  createdAt: string;
  /** When the next step is due; null while we wait for others or when done. */
  dueAt: string | null;
  /** True once the desk's own warning time before it has come, in business time. */
  dueWarned: boolean;
  /** Since when the requester waits for us; null when we wait for others or when done. */
  waitingSince: string | null;
  firstReplyAt: string | null;
  /** In which lane for few eyes it is; null for all others. */
  lane: RestrictedLane | null;
}

/** Answer of `GET /api/v1/tickets`. */
export interface TicketPage {
  items: TicketRow[];
  nextCursor: string | null;
}

export interface MessageView {
  id: string;
  kind: 'inbound' | 'outbound' | 'note';
  channel: Channel;
  subject: string | null;
  /** Name shown as the sender: requester, desk or colleague. */
  from: string;
  authorId: string | null;
  /** Secrets are masked before storage as `[[masked:card]]` or `[[masked:mynumber]]`; show them as a labelled box. */
  bodyText: string;
  /** True for mail that the desk sends by itself, such as the acknowledgement. */
  automatic: boolean;
  delivery: DeliveryView | null;
  /** Of a reply that was sent in spite of warnings; for staff only. */
  passed: PassedWarnings | null;
  /** The merged ticket that these words were written on; null for the ticket's own. */
  mergedFrom: TicketName | null;
  createdAt: string;
}

/** How another ticket is pointed at. */
export interface TicketName {
  id: string;
  number: string;
}

export interface DeliveryView {
  state: DeliveryState;
  /** No relay was configured: the mail left the desk for its outbox, and nobody has received it. */
  inOutbox: boolean;
  attempts: number;
  /** Reason in the relay's words, shortened; null unless failed or deferred. */
  reason: string | null;
  at: string | null;
  /** Until then its author can take it back (`POST …/replies/{messageId}/undo`); null when that is over. */
  undoUntil: string | null;
  /** When a mail that the relay put off, or did not confirm, is tried again; null where it is not. */
  nextAttemptAt: string | null;
}

/** One line of a ticket's history. */
export interface TicketEventView {
  id: string;
  type: string;
  actorName: string | null;
  at: string;
  payload: Record<string, unknown>;
}

export interface RequesterView {
  name: string;
  kana: string | null;
  email: string | null;
  phone: string | null;
  orderNumber: string | null;
  noticeReceived: NoticeReceived | null;
  preferredContact: 'email' | 'phone';
  contactBand: string | null;
}

/** What the row does not say of a ticket's clocks: when all must be settled, and what is left while others have the word. */
export interface TicketClocksView {
  /** By when the requester is told to be answered; null where nothing is due. */
  told: string | null;
  resolveDueAt: string | null;
  /** Minutes of business time; null while the clock runs, or is none. */
  replyLeftMinutes: number | null;
  resolutionLeftMinutes: number | null;
}

/** Answer of `GET /api/v1/tickets/{id}` and of every verb on a ticket. */
export interface TicketView extends TicketRow {
  clocks: TicketClocksView;
  requester: RequesterView | null;
  call: CallView | null;
  messages: MessageView[];
  events: TicketEventView[];
  /** Where it is answered since it was merged; null for a ticket of its own, and where that one is for few eyes. */
  mergedInto: TicketName | null;
  /** What was merged into it, the first one first. */
  merged: MergedTicket[];
}

export interface MergedTicket extends TicketName {
  channel: Channel;
  createdAt: string;
}

/** Why two inquiries seem to be one person's: the same mail address; the same number or order, under the same name. */
export const SAMENESS = ['email', 'phone', 'order', 'number_only'] as const;
export type Sameness = (typeof SAMENESS)[number];

/** Of `GET /api/v1/tickets/{id}/same-requester`: one of the newest tickets of the same shop from who seems to be the same person. */
export interface SameRequester extends TicketName {
  version: number;
  requesterName: string;
  topic: Topic;
  state: TicketState;
  channel: Channel;
  createdAt: string;
  because: Sameness[];
  /** Which of the two would answer for both; null where they cannot be merged now. */
  survivor: 'this' | 'other' | null;
  /** Close enough in time to be about the same thing. */
  proposed: boolean;
}

/** `POST /api/v1/tickets/{id}/merge`: this ticket is answered with the other from now on. Both versions are those that were seen. */
export interface MergeRequest {
  into: string;
  baseVersion: number;
  intoVersion: number;
}

/** Answer of `GET /api/v1/tickets/{id}/facts`: what the context column shows beside the conversation. */
export interface TicketFactsView {
  incident: { title: string; publishedOn: string };
  /** The one in force. */
  statement: StatementView | null;
  /** The one that was in force when the inquiry came; null where none was. */
  statementAtReceipt: StatementView | null;
  cohorts: CohortView[];
  /** What an answer may be filled with, in the ticket's language. */
  values: FactValueView[];
}

/** A value from the record, ready to be written. */
export interface FactValueView {
  path: string;
  label: string;
  text: string;
}

export interface CohortView {
  label: string;
  grade: EvidenceGrade;
  periodFrom: string;
  periodTo: string;
  counts: { unit: CountUnit; value: number; about: boolean; max: boolean }[];
  /** Names of data items that are in the cohort, and of those that are not. */
  items: string[];
  notItems: string[];
}

export const COUNT_UNITS = ['persons', 'orders', 'records', 'companies', 'sites', 'operators'] as const;
export type CountUnit = (typeof COUNT_UNITS)[number];

/** `details` of the error `ticket.changed`: what the writer has not seen. */
export interface TicketChangedDetails {
  version: number;
  newMessages: MessageView[];
  newEvents: TicketEventView[];
}

/** `GET /api/v1/queue/counters` and the push `queue.counters`: one tenant's share; the console sums what it is shown. */
export interface TenantCounters {
  tenantId: string;
  /** Tickets in a waiting state. */
  waiting: number;
  unassigned: number;
  /** Waiting and due within 30 minutes, or overdue. */
  dueSoon: number;
  overdue: number;
  oldestWaitingSince: string | null;
  byChannel: Record<Channel, number>;
  answeredToday: number;
  receivedToday: number;
}
