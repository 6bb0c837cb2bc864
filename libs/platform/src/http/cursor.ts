import { isUuid } from '../database/scope.js';
import { DomainError } from '../errors/domain-error.js';

/** Where a page ended: the sort value and id of its last row. */
export interface Cursor {
  at: string;
  id: string;
}

/** As the `nextCursor` of an answer. */
export const writeCursor = ({ at, id }: Cursor): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** A cursor that no list of ours wrote is `request.invalid`. */
export const readCursor = (text: string | null | undefined): Cursor | null => {
  if (text === null || text === undefined) return null;
  const [at, id] = parsed(text);
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof id !== 'string' || !isUuid(id)) {
    throw new DomainError('request.invalid', { fields: ['cursor'] });
  }
  return { at, id };
};

/** The rows of one page and where the next begins, from one row more than the page has. */
export const pageOf = <Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
  at: (row: Row) => Date,
): { rows: Row[]; nextCursor: string | null } => {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: page, nextCursor: last ? writeCursor({ at: at(last).toISOString(), id: last.id }) : null };
};

const parsed = (text: string): unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    // Not ours: the caller answers with `request.invalid`.
    return [];
  }
};
