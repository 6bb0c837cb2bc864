import type { ReturnCode, TextChange } from './approvals.js';
import type { FilledPart } from './canned.js';
import type { Language, Topic } from './vocabulary.js';

/** `approved` is in force from its moment on, until it is withdrawn or the next one is. */
export const TEXT_STATES = ['draft', 'waiting', 'approved', 'returned'] as const;
export type TextState = (typeof TEXT_STATES)[number];

/** Keys that begin so are notices for the form, never answers. */
export const NOTICE_KEY = 'notice_';
/** `ack` goes out by itself, a notice stands on the form: neither is offered as an answer. */
export const isAnswerKey = (key: string): boolean => key !== 'ack' && !key.startsWith(NOTICE_KEY);

/** Texts on it say what the look-up found about one person: somebody chooses among them, no screen does. */
export const FINDING_TOPIC: Topic = 'AFF';

/** One version of a text, as the list shows it. Times are ISO 8601 in UTC. */
export interface TextVersionRow {
  id: string;
  version: number;
  state: TextState;
  title: string;
  author: { id: string; name: string } | null;
  requestedAt: string | null;
  /** From when on it is told; null: from its approval on. */
  effectiveFrom: string | null;
  /** False for those who wrote it: they can read and not decide. */
  mayDecide: boolean;
}

/** One text in one language, `GET /api/v1/canned-texts`. */
export interface CannedTextRow {
  id: string;
  /** Of the shop that tells it in the place of the common text; null: of all shops. */
  tenantId: string | null;
  key: string;
  language: Language;
  /** What is told now; null before the first and after a withdrawal. */
  inForce: { version: number; title: string; approvedBy: string; approvedAt: string } | null;
  withdrawnAt: string | null;
  /** The version that is told, or was last. */
  toldId: string | null;
  /** Approved, and told from its moment on. */
  coming: TextVersionRow | null;
  /** Being written, waiting or returned. */
  next: TextVersionRow | null;
}

/** `GET /api/v1/canned-texts/versions/{id}` and the answer of the verbs on a version. */
export interface TextVersionView extends TextVersionRow {
  cannedId: string;
  tenantId: string | null;
  key: string;
  language: Language;
  summary: string;
  kana: string;
  topic: Topic | null;
  body: string;
  textVersion: number;
  note: string | null;
  authors: { id: string; name: string }[];
  approvedBy: string | null;
  approvedAt: string | null;
  returnCode: ReturnCode | null;
  returnWords: string | null;
  withdrawnAt: string | null;
  /** Against what is told now, of a shop's first own text against the common one; null for a text that is new. */
  before: { version: number; body: string } | null;
  changes: TextChange[] | null;
}

/** Body of `PUT /api/v1/canned-texts/{key}/{language}`: the next version, as a draft or sent in for approval. */
export interface TextDraftRequest {
  title: string;
  summary: string;
  kana: string;
  topic: Topic | null;
  body: string;
  note: string | null;
  effectiveFrom: string | null;
  /** Of the draft that was changed; null for the first. */
  textVersion: number | null;
  send: boolean;
  /** In the place of the common text, for the shop of this desk; null: for all. */
  deskId: string | null;
}

/** `POST /api/v1/canned-texts/preview`: a body as one desk would tell it. */
export interface TextPreviewRequest {
  body: string;
  language: Language;
  deskId: string;
}

export interface TextPreview {
  parts: FilledPart[];
}
