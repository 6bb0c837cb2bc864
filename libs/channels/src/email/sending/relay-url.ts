import type { ErrorCode } from '#libs/contracts';
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

/** Why a desk may not name this relay, or null. */
export const relayFaultOf = (url: string): Extract<ErrorCode, `desk.relay_${string}`> | null => {
  if (!URL.canParse(url)) return 'desk.relay_form_refused';
  const { protocol, hostname, pathname, search } = new URL(url);
  const isRelay = (protocol === 'smtp:' || protocol === 'smtps:') && hostname !== '';
  if (!isRelay || !/^\/?$/.test(pathname) || search !== '') return 'desk.relay_form_refused';
  return isMailHostName(hostname.replace(/^\[|\]$/g, '')) ? null : 'desk.relay_host_refused';
};
