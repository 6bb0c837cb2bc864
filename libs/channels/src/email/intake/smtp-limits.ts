import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, RateLimit } from '#libs/platform';
import { isTrustedRelay } from './trusted-relay.js';

/** One client holds this many connections at a time; all clients together 200. */
const AT_ONCE = 20;

/**
 * What one client of the listener may do within a minute. Whatever is too much is put off (421), never refused: a mail server comes
 * again, so that nothing is lost. Our own relays are held to none of it, as everybody's mail comes from them.
 */
@Injectable()
export class SmtpLimits {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpLimits' | 'smtpTrustedRelays'>,
    private readonly limits: RateLimit,
  ) {}

  /** Null, or why this client may not come in; `open`: the addresses of all that are in, this one among them. */
  connection(address: string, open: readonly string[]): string | null {
    if (isTrustedRelay(this.config, address)) return null;
    const client = clientOf(address);
    if (open.filter((each) => clientOf(each) === client).length > AT_ONCE) {
      return `You have ${AT_ONCE} connections open; please close one first`;
    }
    return this.take('connection', address, this.config.smtpLimits.connectionsPerMinute, 'connections from you');
  }

  mail(address: string): string | null {
    return this.take('mail', address, this.config.smtpLimits.mailsPerMinute, 'mails from you');
  }

  /** A recipient whom nobody knows. Those whom the desk knows are taken from every client. */
  refusal(address: string): string | null {
    return this.take('refusal', address, this.config.smtpLimits.refusalsPerMinute, 'addresses that do not exist');
  }

  private take(what: string, address: string, points: number, words: string): string | null {
    if (isTrustedRelay(this.config, address)) return null;
    const rule = { points, perSeconds: 60 };
    const { allowed, retryAfterSeconds } = this.limits.take(`smtp ${what} ${clientOf(address)}`, rule);
    return allowed
      ? null
      : `${points} ${words} within a minute are the most; please come again in ${retryAfterSeconds} s`;
  }
}

/** As whom an address is counted: an IPv6 client has a whole network (/64) of addresses to come from. */
export const clientOf = (address: string): string => {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  return all
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
};
