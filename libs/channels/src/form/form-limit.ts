import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { type Config, CONFIG, RateLimit } from '#libs/platform';

/** The part of an address that belongs to one customer: IPv4 whole, IPv6 its first 64 bits. */
export const connectionOf = (ip: string): string => {
  const mapped = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(mapped)) return mapped;
  const [head = '', tail] = mapped.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const middle = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...middle, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
};

/** How many inquiries a connection may send; the addresses stay in memory and are forgotten within the hour. */
@Injectable()
export class FormLimit {
  constructor(
    private readonly limit: RateLimit,
    @Inject(CONFIG) private readonly config: Pick<Config, 'formLimitPerHour'>,
  ) {}

  /** Null: may send. Else the minutes until the next try. */
  take(ip: string): number | null {
    const rule = { points: this.config.formLimitPerHour, perSeconds: 3_600 };
    const { allowed, retryAfterSeconds } = this.limit.take(`form:${connectionOf(ip)}`, rule);
    return allowed ? null : Math.max(1, Math.ceil(retryAfterSeconds / 60));
  }
}
