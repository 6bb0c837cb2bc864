import { v7 } from 'uuid';

/** A new UUIDv7 (RFC 9562): sorts by time, so that new rows lie together in their indexes. */
export const newId = (): string => v7();
