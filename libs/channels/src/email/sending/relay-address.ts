import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const REFUSED = new BlockList();
REFUSED.addSubnet('169.254.0.0', 16);
REFUSED.addSubnet('0.0.0.0', 8);
REFUSED.addSubnet('224.0.0.0', 3);
REFUSED.addAddress('100.100.100.200');
REFUSED.addSubnet('fe80::', 10, 'ipv6');
REFUSED.addSubnet('ff00::', 8, 'ipv6');
REFUSED.addAddress('fd00:ec2::254', 'ipv6');

/**
 * Addresses that are no relay whoever names them: link-local ones, where clouds keep their machines' secrets, and such. A private
 * network's relay is a relay.
 */
export const isRefusedAddress = (address: string): boolean => {
  const version = isIP(address);
  if (version === 0) return false;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ? REFUSED.check(mapped) : REFUSED.check(address, version === 4 ? 'ipv4' : 'ipv6');
};

export class RefusedRelay extends Error {}

/** The address to connect to, chosen once, so that what was looked at is what is connected to. */
export const relayAddressOf = async (host: string): Promise<string> => {
  const bare = host.replace(/^\[|\]$/g, '');
  const addresses = await lookup(bare, { all: true });
  if (addresses.some(({ address }) => isRefusedAddress(address)))
    throw new RefusedRelay('the relay has a link-local address');
  const [first] = addresses.toSorted((one, other) => one.family - other.family);
  if (!first) throw new Error('the relay has no address');
  return first.address;
};
