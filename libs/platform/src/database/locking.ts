/** What becomes of rows that somebody else holds in this moment. */
export type Held = 'skipped' | 'awaited';

/** Locks the rows of a SELECT, or those of its table `of` alone. */
export const forUpdate = (held: Held, of?: string): string =>
  `FOR UPDATE${of ? ` OF ${of}` : ''}${held === 'skipped' ? ' SKIP LOCKED' : ''}`;
