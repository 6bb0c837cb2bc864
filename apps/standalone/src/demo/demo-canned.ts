import type { Topic } from '#libs/contracts';

/** One approved answer of the demo. */
export interface DemoCanned {
  key: string;
  topic: Topic | null;
  title: string;
  summary: string;
  /** How the title is read. */
  kana: string;
  body: string;
}
