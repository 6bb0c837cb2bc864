import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** What a resolver reads as an IPv4 address, in any of its spellings. */
const NUMBERS = /^(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*$/i;
const HOST = /^[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?$/i;

/** Where no mailbox lives: metadata services and what reaches only this machine's own segment. */
const forbidden = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['192.0.0.192', 32],
  ['168.63.129.16', 32],
  ['224.0.0.0', 3],
] as const) {
  forbidden.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['fd00:ec2::', 32],
  ['ff00::', 8],
  // The same IPv4 networks behind a translator.
  ['64:ff9b::a9fe:0', 112],
  ['2002:a9fe::', 32],
] as const) {
  forbidden.addSubnet(net, prefix, 'ipv6');
}

/** Thrown for a name that leads where no mailbox may be, or nowhere. */
export class MailHostError extends Error {
  constructor(readonly reason: 'host_refused' | 'host_unknown') {
    super(reason);
  }
}

/** Whether this may be the name of a mail server, as far as the name alone tells. */
export const isMailHostName = (host: string): boolean =>
  isIP(host) ? !isForbiddenAddress(host) : HOST.test(host) && !NUMBERS.test(host);

export const isForbiddenAddress = (address: string): boolean =>
  forbidden.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * The one address that a connection to this host goes to. Checked after the name was looked up, and connected to by address, so
 * that a second answer of the DNS changes nothing; one forbidden address among the answers refuses all.
 */
export const addressOfMailHost = async (host: string): Promise<string> => {
  if (!isMailHostName(host)) throw new MailHostError('host_refused');
  const found = await lookup(host, { all: true }).catch((cause: unknown) => {
    throw Object.assign(new MailHostError('host_unknown'), { cause });
  });
  if (found.some(({ address }) => isForbiddenAddress(address))) throw new MailHostError('host_refused');
  const [first] = found;
  if (!first) throw new MailHostError('host_unknown');
  return first.address;
};

/** A connection that never leaves this machine needs no TLS. */
export const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
