import type { ReplyProblem, ReplyWarning } from './replies.js';
import type { TicketChangedDetails } from './tickets.js';
import type { Channel, Language, Topic } from './vocabulary.js';

/** Why a reply needs a second person: its writer is new, its topic is delicate, its words left the approved text, or the shop wishes so. */
export const APPROVAL_REASONS = [
  'new_agent',
  'delicate_topic',
  'complaint_level_3',
  'text_changed',
  'shop_wish',
] as const;
export type ApprovalReason = (typeof APPROVAL_REASONS)[number];

export const APPROVAL_STATES = ['waiting', 'approved', 'returned', 'pulled_back'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What is wrong with a returned reply: 表現 / 事実 / 名義 / 取り決め / その他. */
export const RETURN_CODES = ['wording', 'facts', 'identity', 'agreement', 'other'] as const;
export type ReturnCode = (typeof RETURN_CODES)[number];

/** Which replies a shop wants a second person to read: those of the rules, also all freely written ones, or all. */
export const APPROVAL_WISHES = ['rules', 'free_text', 'all'] as const;
export type ApprovalWish = (typeof APPROVAL_WISHES)[number];

/** What the ticket is after its reply has left. */
export type HeldState = 'answered' | 'waiting_requester' | 'handed_back';

/** Topics whose answers may bind the shop: no reply leaves without a second person. */
export const DELICATE_TOPICS: readonly Topic[] = ['COMP', 'MIS', 'DEL', 'DIS', 'PRS', 'LAW', 'POL'];

/** So many replies of somebody new are read by a second person. */
export const NEW_AGENT_REPLIES = 20;

/** A text that differs by more than so many percent from the approved one is a new text. */
export const CHANGED_PERCENT_LIMIT = 30;

/** One line of the list. Times are ISO 8601 in UTC. */
export interface ApprovalRow {
  id: string;
  ticketId: string;
  number: string;
  tenantId: string;
  deskId: string;
  topic: Topic;
  channel: Channel;
  subject: string;
  requesterName: string;
  dueAt: string | null;
  state: ApprovalState;
  reasons: ApprovalReason[];
  /** How far the text is from the approved one; null where none was used. */
  changedPercent: number | null;
  author: { id: string; name: string };
  requestedAt: string;
  /** Who reads it now; nobody else decides until then. */
  reviewer: { id: string; name: string; until: string } | null;
  /** False for those who wrote it: they can read and not decide. */
  mayDecide: boolean;
  decidedAt: string | null;
  decidedBy: string | null;
  returnCode: ReturnCode | null;
  /** Until then the one who decided can take it back. */
  undoUntil: string | null;
  /** True where the released reply was taken back before it left. */
  withdrawn: boolean;
}

/** `GET /api/v1/approvals?limit`: what waits, the soonest due first, and what was decided today, the newest first; so many of each. */
export interface ApprovalList {
  items: ApprovalRow[];
  done: ApprovalRow[];
}

export const APPROVALS_AT_ONCE = 200;
export const MOST_APPROVALS = 2_000;

/** `GET /api/v1/approvals/counts`. */
export interface ApprovalCounts {
  waiting: number;
  /** Of those, what the asking person did not write. */
  decidable: number;
  /** Decided today. */
  done: number;
  /** From sending in to decision, of today's; null while there is none. */
  averageMinutes: number | null;
}

/** A piece of the comparison with the approved text; `filled` took an open placeholder's place. */
export interface TextChange {
  kind: 'same' | 'added' | 'removed' | 'filled';
  text: string;
}

/** `GET /api/v1/approvals/{id}` and the answer of its verbs. */
export interface ApprovalView extends ApprovalRow {
  text: string;
  /** Grows with each edit; a decision names the one that was read. */
  textVersion: number;
  language: Language;
  /** What the writer says to the approver. */
  note: string | null;
  returnWords: string | null;
  authors: { id: string; name: string }[];
  canned: { key: string; title: string; version: number }[];
  /** Null where no approved text was used. */
  changes: TextChange[] | null;
  problems: ReplyProblem[];
  /** With any of them, a release needs a reason. */
  warnings: ReplyWarning[];
  news: ApprovalNews | null;
  inquiry: { text: string; at: string; channel: Channel } | null;
}

/** What happened since the reply was written; it stops the release until somebody has seen it. */
export interface ApprovalNews extends TicketChangedDetails {
  /** Facts in the text that have another value now. */
  facts: { label: string; before: string; now: string | null }[];
  /** Titles of canned texts that were replaced or withdrawn. */
  texts: string[];
}

/** `GET /api/v1/approvals/{id}/mail`: the mail that will leave, to the letter. */
export interface ApprovalMail {
  from: string;
  to: string;
  subject: string;
  text: string;
}

/** `POST /api/v1/tickets/{id}/approval-need`: whether this text would go to a second person. */
export interface ApprovalNeed {
  reasons: ApprovalReason[];
  changedPercent: number | null;
  /** Short names of those who can decide. */
  approvers: string[];
}

/** `GET /api/v1/tickets/{id}/approval`: the newest approval of a ticket, for its writer. */
export interface TicketApproval {
  approval:
    | (Pick<
        ApprovalRow,
        'id' | 'state' | 'reasons' | 'author' | 'requestedAt' | 'reviewer' | 'decidedAt' | 'decidedBy' | 'returnCode'
      > & { returnWords: string | null; text: string; isAuthor: boolean })
    | null;
}

/** Body of `POST /api/v1/approvals/{id}/approve`. */
export interface ApproveRequest {
  textVersion: number;
  /** The ticket's version whose news the approver has seen and found harmless. */
  seenVersion?: number;
  /** Why it is sent although a check is amber. */
  reason?: string;
}

export interface ReturnRequest {
  textVersion: number;
  code: ReturnCode;
  words: string;
}

export interface EditRequest {
  textVersion: number;
  text: string;
  /** Why the text may leave in spite of its warnings. */
  reason?: string;
}
