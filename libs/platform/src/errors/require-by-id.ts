import { isUuid } from '../database/scope.js';
import { notFound } from './domain-error.js';

/** What has this id, in whatever case it was written. Throws `not_found` for what is no id and for what is not there. */
export const requireById = async <Found>(id: string, find: (id: string) => Promise<Found | null>): Promise<Found> => {
  const key = id.toLowerCase();
  const found = isUuid(key) ? await find(key) : null;
  if (found === null) throw notFound();
  return found;
};
