import { isMailHostName } from '../imap/mail-host.js';

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
  return isMailHostName(hostname.replace(/^\[|\]$/g, '')) ? null : 'host';
};
