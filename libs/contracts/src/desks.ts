import type { ReplyCharset, ShopHue } from './vocabulary.js';

/** Answer of every list that has no pages; lists with pages add `nextCursor`. */
export interface ListView<T> {
  items: T[];
}

/** `GET /api/v1/desks`: the desks that this person may see. */
export interface DeskView {
  id: string;
  tenantId: string;
  tenantName: string;
  siteName: string;
  /** The name in which the desk writes. */
  name: string;
  slug: string;
  mark: { glyph: string; hue: ShopHue };
  replyFrom: string;
  /** In which charset replies leave unless their writer says otherwise. */
  replyCharset: ReplyCharset;
  /** Whether people are asked how content they were; switched by `PUT /api/v1/desks/{id}/asks-rating`. */
  asksRating: boolean;
  phoneNumber: string | null;
  /** In whose name the phone is answered. */
  phoneAnswerAs: string | null;
  phoneHours: string | null;
  channels: { form: boolean; email: boolean; phone: boolean };
}

/** A report about the incident, by its heading. */
export interface StatementView {
  number: number;
  title: string;
  issuedAt: string;
}

/** `GET /api/v1/desks/{id}/statement`: what is published now, in the reader's language. */
export interface DeskStatementView {
  statement: StatementView | null;
}

/** `GET /api/v1/staff`: colleagues who can be given tickets. */
export interface StaffView {
  id: string;
  name: string;
  shortName: string;
  roles: string[];
}
