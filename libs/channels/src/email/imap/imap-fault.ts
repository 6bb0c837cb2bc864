import type { MailboxFault } from '#libs/contracts';
import type { ImapSettings } from '../intake/mailboxes.repository.js';
import { MailHostError } from './mail-host.js';

interface ImapError {
  code?: string;
  message?: string;
  authenticationFailed?: boolean;
  responseStatus?: string;
  responseText?: string;
}

const MAX_WORDS = 200;
const BY_CODE: Record<string, MailboxFault['reason']> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  CONNECT_TIMEOUT: 'timeout',
  GREETING_TIMEOUT: 'timeout',
  UPGRADE_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  ETIMEOUT: 'timeout',
};
/** Encrypted, but by whom cannot be said: expired, of another name, or of an authority that Node does not know. */
const CERTIFICATE = /^(?:ERR_TLS_CERT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH)/;
const TLS = /^(?:ERR_TLS|ERR_SSL|EPROTO)/;

/**
 * What a person reads of a fault. Words come only from a server that spoke IMAP, so that a mailbox pointed at something else shows
 * nothing of it; whatever the words repeat of the sign-in is taken out.
 */
export const faultOf = (error: unknown, settings: ImapSettings, password: string | null): MailboxFault => {
  if (error instanceof MailHostError) return { reason: error.reason, words: null };
  const { code = '', message = '', authenticationFailed, responseStatus, responseText } = (error ?? {}) as ImapError;
  const words = responseStatus && responseText ? cleaned(responseText, [settings.user, password]) : null;
  if (authenticationFailed) return { reason: 'login_refused', words };
  if (BY_CODE[code]) return { reason: BY_CODE[code], words: null };
  if (CERTIFICATE.test(code)) return { reason: 'certificate', words: null };
  if (TLS.test(code) || /STARTTLS/.test(message)) return { reason: 'tls', words: null };
  return { reason: responseStatus ? 'server_error' : 'broken', words };
};

const cleaned = (words: string, secrets: readonly (string | null)[]): string => {
  const line = secrets
    .filter((secret) => secret !== null && secret !== '')
    .reduce<string>((text, secret) => text.replaceAll(secret!, '…'), words);
  return line
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[^\s<>"]+@[^\s<>",;]+/g, '…')
    .trim()
    .slice(0, MAX_WORDS);
};

/** One text for the mailbox's row, and back. */
export const faultText = ({ reason, words }: MailboxFault): string => (words ? `${reason}: ${words}` : reason);

export const faultOfText = (text: string): MailboxFault => {
  const colon = text.indexOf(': ');
  return colon < 0
    ? { reason: text as MailboxFault['reason'], words: null }
    : { reason: text.slice(0, colon) as MailboxFault['reason'], words: text.slice(colon + 2) };
};
