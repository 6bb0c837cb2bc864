import { isIP } from 'node:net';
import type { RawHeader } from '../reading/header-block.js';

/** Who handed a mail to our outermost mail server. */
export interface HandedOverBy {
  address: string;
  helo: string;
}

/** `from HELO (name [address]) by SERVER`, as mail servers write it (RFC 5321, section 4.4). */
const RECEIVED =
  /^from\s+(\S+)\s+\((?:[^()[\]]*\s)?\[(?:IPv6:)?([0-9a-f.:]+)\]\)\s+(?:\((?:[^()]|\([^()]*\))*\)\s+)*by\s+(\S+)(?=[\s;])/i;

/**
 * The client of our outermost mail server, as that wrote it down: hop by hop from the top, where the newest stands, while it was one of
 * our servers that wrote (`names`) and one of ours that handed over. Null where a hop is not ours, or writes so that a client's own
 * words could be meant.
 */
export const clientOfHops = (
  headers: readonly RawHeader[],
  names: readonly string[],
  isOurs: (address: string) => boolean,
): HandedOverBy | null => {
  for (const { key, raw } of headers) {
    if (key !== 'received') continue;
    const [, helo = '', address = '', by = ''] = RECEIVED.exec(raw) ?? [];
    const isPlain = raw.split('[').length === 2 && raw.split(/\sby\s/i).length === 2;
    if (!isPlain || isIP(address) === 0 || !names.includes(by.toLowerCase())) return null;
    if (!isOurs(address)) return { address, helo };
  }
  return null;
};
