import type { Language } from './vocabulary.js';

/** A notice is read before anything else: longer ones are not. */
export const NOTICE_LENGTH = 300;
/** No notice stands longer without somebody looking at it again. */
export const NOTICE_DAYS = 7;

/** One that stands, or is to stand, on a desk's public pages and in its acknowledgement. */
export interface DeskNoticeView {
  deskId: string;
  key: string;
  title: string;
  from: string;
  until: string;
  setBy: string;
}

/** `GET /api/v1/desk-notices`; `texts`: the approved ones to choose from, in both languages. */
export interface DeskNotices {
  items: DeskNoticeView[];
  texts: { key: string; title: string }[];
}

/** Body of `PUT /api/v1/desk-notices`. */
export interface DeskNoticeRequest {
  /** Null: all desks of one's scope. */
  deskIds: string[] | null;
  key: string;
  /** Null: from now on. */
  from: string | null;
  until: string;
}

/** Body of `POST /api/v1/desk-notices/end`. */
export interface DeskNoticeEndRequest {
  deskIds: string[] | null;
}

/** Body and answer of `POST /api/v1/desk-notices/preview`. */
export interface DeskNoticePreviewRequest {
  deskId: string;
  key: string;
}
export type DeskNoticePreview = Record<Language, string>;
