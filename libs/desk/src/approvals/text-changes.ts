import type { TextChange } from '#libs/contracts';

/** Runs of one script, numbers with their signs, single signs: small enough to show what was changed, long enough to be read. */
const TOKENS = /\p{Script=Han}+|\p{Script=Hiragana}+|[\p{Script=Katakana}ー]+|[\p{Nd}.,]+|\p{L}+|\s+|./gsu;
const PLACEHOLDER = /\{[^{}\n]{1,80}\}/gu;
/** Beyond so many comparisons the differing middle counts as replaced as a whole. */
const MAX_CELLS = 4_000_000;

/**
 * What was changed on the way from the approved text to the reply, in the order of the reply (longest common subsequence of tokens).
 * What took the place of a `{placeholder}` is `filled`: that is what it was there for.
 */
export const changesOf = (approved: string, reply: string): TextChange[] => {
  const [from, to] = [tokensOf(approved), tokensOf(reply)];
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head += 1;
  let tail = 0;
  while (
    tail < from.length - head &&
    tail < to.length - head &&
    from[from.length - 1 - tail] === to[to.length - 1 - tail]
  ) {
    tail += 1;
  }
  const middle = compared(from.slice(head, from.length - tail), to.slice(head, to.length - tail));
  return joined([...to.slice(0, head).map(same), ...middle, ...to.slice(to.length - tail).map(same)]);
};

/**
 * How far a reply is from its approved text, in percent of the approved text: the larger of what was added and what was removed,
 * counted in characters without white space and without filled placeholders. At most 100.
 */
export const changedPercent = (approved: string, changes: readonly TextChange[]): number => {
  const base = lengthOf(approved.replace(PLACEHOLDER, ''));
  const count = (kind: TextChange['kind']): number =>
    changes.filter((change) => change.kind === kind).reduce((sum, { text }) => sum + lengthOf(text), 0);
  return Math.min(100, Math.round((100 * Math.max(count('added'), count('removed'))) / Math.max(1, base)));
};

const same = (text: string): TextChange => ({ kind: 'same', text });
const lengthOf = (text: string): number => [...text.replace(/\s+/gu, '')].length;

const tokensOf = (text: string): string[] => {
  const tokens: string[] = [];
  let at = 0;
  const plain = (part: string): number => tokens.push(...(part.match(TOKENS) ?? []));
  for (const match of text.matchAll(PLACEHOLDER)) {
    plain(text.slice(at, match.index));
    tokens.push(match[0]);
    at = match.index + match[0].length;
  }
  plain(text.slice(at));
  return tokens;
};

const compared = (from: readonly string[], to: readonly string[]): TextChange[] => {
  if ((from.length + 1) * (to.length + 1) > MAX_CELLS) {
    return [
      { kind: 'removed', text: from.join('') },
      { kind: 'added', text: to.join('') },
    ];
  }
  const width = to.length + 1;
  const longest = new Uint16Array((from.length + 1) * width);
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        from[i] === to[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    }
  }
  const changes: TextChange[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      changes.push(same(to[j]!));
      i += 1;
      j += 1;
    } else if (j === to.length || (i < from.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) {
      changes.push({ kind: 'removed', text: from[i]! });
      i += 1;
    } else {
      changes.push({ kind: 'added', text: to[j]! });
      j += 1;
    }
  }
  return changes;
};

/** Neighbours of one kind become one; between two equal pieces, what was removed stands before what was added. */
const joined = (changes: readonly TextChange[]): TextChange[] => {
  const result: TextChange[] = [];
  let [removed, added] = ['', ''];
  const flush = (): void => {
    const rest = removed.replace(PLACEHOLDER, '');
    const isFilled = added !== '' && rest !== removed && rest.trim() === '';
    if (removed && !isFilled) result.push({ kind: 'removed', text: removed });
    if (added) result.push({ kind: isFilled ? 'filled' : 'added', text: added });
    [removed, added] = ['', ''];
  };
  for (const { kind, text } of changes) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else {
      flush();
      const last = result.at(-1);
      if (last?.kind === 'same') last.text += text;
      else result.push({ kind: 'same', text });
    }
  }
  flush();
  return result;
};
