import { isIP } from 'node:net';
import { isRefusedAddress } from './relay-address.js';

export interface Relay {
  host: string;
  port: number;
  secure: boolean;
  auth: { user: string; pass: string } | null;
}

/** The parts of `smtp://user:password@host:port`. */
export const relayOf = (url: string): Relay => {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    auth: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : null,
  };
};

/** Why a desk may not name this relay, or null. Never repeats the URL, which may hold a password. */
export const relayFaultOf = (url: string): string | null => {
  if (!URL.canParse(url)) return 'URL';
  const { protocol, hostname, pathname, search } = new URL(url);
  if (protocol !== 'smtp:' && protocol !== 'smtps:') return 'smtp:// / smtps://';
  if (hostname === '' || !/^\/?$/.test(pathname) || search !== '') return 'URL';
  const bare = hostname.replace(/^\[|\]$/g, '');
  // Decimal, octal and hexadecimal spellings of an address are not read as one here, but may be by a resolver.
  if (isIP(bare) === 0 && /^(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+))*$/i.test(bare)) return 'host';
  return isRefusedAddress(bare) ? 'host' : null;
};
