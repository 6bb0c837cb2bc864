import { isIPv6 } from 'node:net';
import type { Config } from '#libs/platform';

/** Whether an address is that of a mail server of ours, which hands over everybody's mail. */
export const isTrustedRelay = ({ smtpTrustedRelays }: Pick<Config, 'smtpTrustedRelays'>, address: string): boolean =>
  smtpTrustedRelays.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
