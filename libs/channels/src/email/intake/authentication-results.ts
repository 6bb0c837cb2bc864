import type { RawHeader } from '../reading/header-block.js';

/** What one mail server found out about a mail's sender, as it wrote it down; null where it says nothing. */
export interface ToldResults {
  authservId: string;
  spf: string | null;
  /** Whom SPF vouches for; null where it does not pass or that is not said. */
  spfDomain: string | null;
  dkim: string | null;
  /** Whose signatures hold. */
  dkimDomains: string[];
  dmarc: string | null;
  /** The domain that DMARC was asked about. */
  dmarcFrom: string | null;
}

interface Result {
  method: string;
  result: string;
  properties: Map<string, string>;
}

const RESULTS = new Set(['pass', 'fail', 'softfail', 'neutral', 'none', 'policy', 'temperror', 'permerror']);
const VALUE = String.raw`"(?:[^"\\]|\\.)*"|[^\s"]+`;
const PAIR = new RegExp(String.raw`\s*([a-z0-9._/-]+)\s*=\s*(${VALUE})(?=\s|$)`, 'iy');
const NAME = new RegExp(String.raw`^\s*("(?:[^"\\]|\\.)*"|[^\s"=]+)(?:\s+\d+)?\s*$`);

/**
 * The results (RFC 8601) of the mail server that is believed: of all Authentication-Results the topmost under one of its names, and
 * no other. Servers write on top; what stands below may be the sender's own words.
 */
export const resultsOf = (headers: readonly RawHeader[], authservIds: readonly string[]): ToldResults | null => {
  for (const { key, raw } of headers) {
    if (key !== 'authentication-results') continue;
    const [name = '', ...pieces] = piecesOf(raw) ?? [];
    const authservId = unquoted(NAME.exec(name)?.[1] ?? '').toLowerCase();
    if (authservId !== '' && authservIds.includes(authservId)) return toldIn(authservId, pieces.flatMap(resultIn));
  }
  return null;
};

const toldIn = (authservId: string, results: readonly Result[]): ToldResults => {
  const of = (method: string): Result[] => results.filter((each) => each.method === method);
  // SPF of the greeting is another question.
  const spf = weakest(of('spf').filter(({ properties }) => !properties.has('smtp.helo')));
  const signatures = of('dkim');
  const signed = signatures.filter(({ result }) => result === 'pass');
  const dmarc = weakest(of('dmarc'));
  return {
    authservId,
    spf: spf?.result ?? null,
    spfDomain: spf?.result === 'pass' ? domainIn(spf.properties.get('smtp.mailfrom')) : null,
    dkim: (signed[0] ?? signatures[0])?.result ?? null,
    dkimDomains: signed.flatMap(
      ({ properties }) => domainIn(properties.get('header.d') ?? properties.get('header.i')) ?? [],
    ),
    dmarc: dmarc?.result ?? null,
    dmarcFrom: domainIn(dmarc?.properties.get('header.from')),
  };
};

/** One mail has one sender: where a server contradicts itself, or repeats what a sender slipped in, it did not pass. */
const weakest = (results: readonly Result[]): Result | undefined =>
  results.find(({ result }) => result !== 'pass') ?? results[0];

const domainIn = (value: string | undefined): string | null =>
  value
    ?.slice(value.lastIndexOf('@') + 1)
    .replace(/[>.]+$/, '')
    .toLowerCase() || null;

/** `method=result` and what is said about it; nothing where it is written otherwise. */
const resultIn = (piece: string): Result[] => {
  const pairs: [string, string][] = [];
  PAIR.lastIndex = 0;
  for (let pair = PAIR.exec(piece); pair; pair = PAIR.exec(piece)) {
    pairs.push([pair[1]!.toLowerCase(), unquoted(pair[2]!)]);
  }
  const [first, ...properties] = pairs;
  const result = first?.[1].toLowerCase() ?? '';
  if (!first || !RESULTS.has(result)) return [];
  return [{ method: first[0].replace(/\/.*$/, ''), result, properties: new Map(properties) }];
};

const unquoted = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value;

/** A value cut at its semicolons, without comments; null where a comment or a quotation has no end. */
const piecesOf = (value: string): string[] | null => {
  const pieces = [''];
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const isEscaped = value[at] === '\\' && (isQuoted || depth > 0);
    const text = isEscaped ? value.slice(at, at + 2) : value[at]!;
    if (isEscaped) at += 1;
    else if (text === '"' && depth === 0) isQuoted = !isQuoted;
    else if (!isQuoted && text === '(') depth += 1;
    if (depth > 0) {
      if (text === ')' && !isEscaped) depth -= 1;
      if (depth === 0) pieces[pieces.length - 1] += ' ';
    } else if (text === ';' && !isQuoted) pieces.push('');
    else pieces[pieces.length - 1] += text;
  }
  return depth === 0 && !isQuoted ? pieces : null;
};
