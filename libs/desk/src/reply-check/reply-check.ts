import type { ReplyProblem } from '#libs/contracts';
import { findSecrets } from '../masking/secret-mask.js';
import { asksForEn, isAskingLeadEn, isTakenBackEn } from './asks-en.js';
import { asksAfterJa, asksBeforeJa, isAskingCloseJa, isAskingLeadJa, isForOthersJa, isTakenBackJa } from './asks-ja.js';
import { plainText } from './plain-text.js';
import { type SecretWord, secretWordsEn, secretWordsJa } from './secret-words.js';
import { type Sentence, sentencesOf } from './sentences.js';

/** Noun and verb of one request stand within so many characters; it also bounds the work on hostile texts. */
const REACH = 160;
/** …and what only together is a secret, within so many sentences. */
const NEAR = 2;
const PLACEHOLDER = /\{{1,3}([^{}\n]{1,80})\}{1,3}/gu;

/**
 * All that must stop a reply, in the order of the text: open placeholders, asking for a card number, PIN, password or My
 * Number in Japanese or English, and such numbers themselves. Positions are UTF-16 offsets. Pure; the console shows what the
 * server will refuse.
 */
export const checkReply = (text: string): ReplyProblem[] => {
  if (text.trim() === '') return [{ code: 'reply.empty' }];
  return [...openPlaceholders(text), ...asks(text), ...contained(text)].toSorted((a, b) => a.start - b.start);
};

type Placed = Exclude<ReplyProblem, { code: 'reply.empty' }>;

const openPlaceholders = (text: string): Placed[] =>
  [...text.matchAll(PLACEHOLDER)].map((match) => ({
    code: 'reply.placeholder_open',
    label: match[1]!.trim(),
    start: match.index,
    end: match.index + match[0].length,
  }));

const contained = (text: string): Placed[] =>
  findSecrets(text).map(({ secret, start, end }) => ({ code: 'reply.contains_secret', secret, start, end }));

const asks = (text: string): Placed[] => {
  const found = [...asksIn(text, JA), ...asksIn(text, EN)].toSorted((a, b) => a.start - b.start || b.end - a.end);
  return found.filter(
    (ask, index) => !found.slice(0, index).some((other) => other.secret === ask.secret && other.end > ask.start),
  );
};

type Ask = Extract<ReplyProblem, { code: 'reply.asks_for_secret' }>;

interface Grammar {
  tight: boolean;
  joinWith: string;
  end: RegExp;
  words: (text: string) => SecretWord[];
  asks: (before: string, after: string) => boolean;
  lead: (sentence: string) => boolean;
  close: (sentence: string) => boolean;
  takenBack: (line: string) => boolean;
}

const JA: Grammar = {
  tight: true,
  joinWith: '',
  end: /[。!?]+/gu,
  words: secretWordsJa,
  asks: (before, after) => (!isForOthersJa(before) && asksAfterJa(after)) || asksBeforeJa(before),
  lead: isAskingLeadJa,
  close: isAskingCloseJa,
  takenBack: isTakenBackJa,
};

const EN: Grammar = {
  tight: false,
  joinWith: ' ',
  end: /[.!?]+(?=\s|$)/gu,
  words: secretWordsEn,
  asks: asksForEn,
  lead: isAskingLeadEn,
  close: () => false,
  takenBack: isTakenBackEn,
};

const asksIn = (text: string, grammar: Grammar): Ask[] => {
  const sentences = sentencesOf(plainText(text, grammar), { ...grammar, names: grammar.words });
  return sentences.flatMap((sentence, index) =>
    grammar
      .words(sentence.text)
      .filter((word) => isAsked(word, sentence, index, sentences, grammar))
      .map((word) => ({
        code: 'reply.asks_for_secret' as const,
        secret: word.secret,
        start: sentence.starts[word.start]!,
        end: sentence.ends[word.end - 1]!,
      })),
  );
};

const isAsked = (word: SecretWord, sentence: Sentence, index: number, all: Sentence[], grammar: Grammar): boolean => {
  const near = all.slice(Math.max(0, index - NEAR), index + NEAR + 1);
  if (word.beside && !near.some(({ text }) => word.beside!.test(text))) return false;
  const before = sentence.text.slice(Math.max(0, word.start - REACH), word.start);
  if (grammar.asks(before, sentence.text.slice(word.end, word.end + REACH))) return true;
  if (!sentence.item || grammar.takenBack(sentence.text)) return false;
  const lead = all.slice(0, index).findLast((other) => !other.item || grammar.takenBack(other.text));
  if (lead && grammar.lead(lead.text)) return true;
  const close = all.slice(index + 1).find((other) => !other.item);
  return close !== undefined && grammar.close(close.text);
};
