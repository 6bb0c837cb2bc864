import type { Language, Topic } from './vocabulary.js';

/** A piece of a filled text. `fact`: a value from the record; `open`: the agent must fill it in. */
export type FilledPart =
  | { kind: 'text'; text: string }
  | { kind: 'fact'; path: string; label: string; text: string }
  | { kind: 'open'; path: string; label: string };

/** One line of the palette, `GET /api/v1/canned-responses?ticketId=&q=`. */
export interface CannedRow {
  id: string;
  key: string;
  title: string;
  summary: string;
  topic: Topic | null;
  language: Language;
  version: number;
  /** True where this shop has its own text. */
  ownText: boolean;
  recommended: boolean;
  approvedBy: string;
  approvedAt: string;
  useCount: number;
}

/** `GET /api/v1/canned-responses/{id}/preview?ticketId=`: the text filled with this ticket's facts. */
export interface CannedPreview extends CannedRow {
  parts: FilledPart[];
  /** The parts joined; an open placeholder stands as `{label}`. */
  text: string;
  /** Labels of placeholders that the agent must fill in. */
  open: string[];
}
