import { dkimVerify, dmarc, type DNSResolver, spf } from 'mailauth';
import { log } from '#libs/platform';
import { type RawHeader, readHeaderBlock, valuesOf } from '../reading/header-block.js';
import { resultsOf, type ToldResults } from './authentication-results.js';
import { clientOfHops, type HandedOverBy } from './received.js';

/** Results as RFC 8601 names them. */
export interface SenderProof {
  spf: string;
  dkim: string;
  dmarc: string;
  /** The mail server whose findings these are; null where the desk looked itself. */
  vouchedBy: string | null;
}

/** How a mail came here. */
export interface Arrival {
  remoteAddress: string | null;
  helo: string | null;
  envelopeFrom: string;
  /** The one address in From; null where there is none or more than one. */
  from: string | null;
  /** Names of the mail server that handed it over; null: nobody did, the client itself is to be checked. */
  authservIds: readonly string[] | null;
  /** Whether an address is that of a mail server of ours. */
  isOurs: (address: string) => boolean;
}

export const NOT_CHECKED: SenderProof = { spf: 'none', dkim: 'none', dmarc: 'none', vouchedBy: null };
/** Each costs a lookup and a reading of the whole mail. Honest mail has one to three. */
const MAX_SIGNATURES = 10;

/** Whether a mail's sender is who it says: SPF, DKIM and DMARC. A DNS that does not answer proves nothing either way. */
export const proveSender = async (raw: Buffer, arrival: Arrival, resolver: DNSResolver): Promise<SenderProof> => {
  const { headers } = readHeaderBlock(raw, 0, raw.length);
  if (valuesOf(headers, 'dkim-signature').length > MAX_SIGNATURES) {
    return { ...NOT_CHECKED, dkim: 'permerror', dmarc: 'fail' };
  }
  try {
    return arrival.authservIds === null
      ? await proofOfClient(raw, headers, arrival, resolver)
      : await proofOfHop(raw, headers, { ...arrival, authservIds: arrival.authservIds }, resolver);
  } catch (error) {
    log.warn({ err: error }, 'the sender of a mail could not be checked');
    return { spf: 'temperror', dkim: 'temperror', dmarc: 'temperror', vouchedBy: null };
  }
};

/** Whatever the mail says of itself counts for nothing. */
const proofOfClient = async (
  raw: Buffer,
  headers: readonly RawHeader[],
  { remoteAddress, helo, envelopeFrom, from }: Arrival,
  resolver: DNSResolver,
): Promise<SenderProof> => {
  const client = remoteAddress === null ? null : { address: remoteAddress, helo: helo ?? `[${remoteAddress}]` };
  const vouched = await spfOf(client, envelopeFrom, resolver);
  const signed = await signaturesOf(raw, headers, resolver);
  return {
    spf: vouched?.spf ?? 'none',
    dkim: signed.dkim,
    dmarc: await alignment(vouched, signed.domains, from, resolver),
    vouchedBy: null,
  };
};

/** What the hop found counts; what it leaves open is found out from its client's address and from the signatures. */
const proofOfHop = async (
  raw: Buffer,
  headers: readonly RawHeader[],
  { authservIds, from, envelopeFrom, isOurs }: Arrival & { authservIds: readonly string[] },
  resolver: DNSResolver,
): Promise<SenderProof> => {
  const told = resultsOf(headers, authservIds);
  const vouched = told?.spf
    ? { spf: told.spf, domain: told.spfDomain }
    : await spfOf(clientOfHops(headers, authservIds, isOurs), envelopeFrom, resolver);
  const signed = told?.dkim
    ? { dkim: told.dkim, domains: told.dkimDomains }
    : await signaturesOf(raw, headers, resolver);
  return {
    spf: vouched?.spf ?? 'none',
    dkim: signed.dkim,
    dmarc: dmarcOf(told, from) ?? (await alignment(vouched, signed.domains, from, resolver)),
    vouchedBy: told?.authservId ?? null,
  };
};

/** For whom SPF vouches, where it passes and that is known. */
interface SpfFinding {
  spf: string;
  domain: string | null;
}

const spfOf = async (
  client: HandedOverBy | null,
  envelopeFrom: string,
  resolver: DNSResolver,
): Promise<SpfFinding | null> => {
  if (client === null) return null;
  const { status, domain } = await spf({
    ip: client.address,
    helo: client.helo,
    sender: envelopeFrom,
    mta: 'madoguchi',
    resolver,
  });
  return { spf: status.result, domain: status.result === 'pass' ? (domain ?? null) : null };
};

/** The hop's own judgement, if it is about the sender whom the desk reads. */
const dmarcOf = (told: ToldResults | null, from: string | null): string | null => {
  if (!told?.dmarc || told.dmarc !== 'pass') return told?.dmarc ?? null;
  const domain = from === null ? '' : from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  const isSame = told.dmarcFrom === null || domain === told.dmarcFrom || domain.endsWith(`.${told.dmarcFrom}`);
  return domain !== '' && isSame ? 'pass' : null;
};

/** Not aligned is proof of nothing while it is unknown whether SPF would have been. */
const alignment = async (
  vouched: SpfFinding | null,
  dkimDomains: readonly string[],
  from: string | null,
  resolver: DNSResolver,
): Promise<string> => {
  const isSpfKnown = vouched !== null && (vouched.spf !== 'pass' || vouched.domain !== null);
  if (from === null || (dkimDomains.length === 0 && !isSpfKnown)) return 'none';
  const result = await dmarc({
    headerFrom: from,
    spfDomains: vouched?.domain ? [vouched.domain] : [],
    dkimDomains: dkimDomains.map((domain) => ({ domain })),
    resolver,
  });
  const judged = (result && result.status.result) || 'none';
  return judged === 'fail' && !isSpfKnown ? 'none' : judged;
};

const signaturesOf = async (
  raw: Buffer,
  headers: readonly RawHeader[],
  resolver: DNSResolver,
): Promise<{ dkim: string; domains: string[] }> => {
  if (valuesOf(headers, 'dkim-signature').length === 0) return { dkim: 'none', domains: [] };
  const { results } = await dkimVerify(raw, { resolver });
  // A signature that leaves out the end of the text lets anybody write there.
  const whole = results.filter(({ status }) => status.result === 'pass' && !status.underSized);
  return {
    dkim: strongest(results.map(({ status }) => status.result)),
    domains: whole.map(({ signingDomain }) => signingDomain),
  };
};

const strongest = (results: readonly string[]): string =>
  results.find((each) => each === 'pass') ?? results[0] ?? 'none';
