import type { PlainText } from './plain-text.js';

/** One sentence with the way back to the original; line breaks inside it are gone. */
export interface Sentence extends PlainText {
  /** A line of a list, which says something only together with its lead. */
  item: boolean;
}

const BULLET = /^[ \t]*(?:[・●○■□◆◇▶▪•※*+–—-]|\(?\d{1,2}[).、:\]]|\(\d{1,2}\)|\d(?=[^\d]))/u;
const LABEL = /[::][\s_()[\]「」…・.-]*$/u;
const PREDICATE = /[。.!?]\s*$|(?:ます|です|ください|した|せん|ない)$/u;
/** A line with a colon that is the lead of a list, not a field of a form. */
const ANNOUNCES = /ください|願い|いただ|頂|以下|下記|次の|ません|please|following|below|\b(?:us|we|you)\b/u;
/** A line that ends so goes on in the next one. */
const GOES_ON = /[をはがにでとのもへやてしりく、,]$|\b(?:your|the|a|an|and|or|of|to|us|me|with|for|our|please)$/u;

/** A line that only names a thing: a bullet, a label with a colon, or a few words without a verb. */
const isItem = (line: string): boolean => {
  if (PREDICATE.test(line)) return false;
  if (BULLET.test(line)) return true;
  if (LABEL.test(line)) return !ANNOUNCES.test(line);
  const words = line.trim();
  return words.length <= 20 && !/[、,]/.test(words) && !GOES_ON.test(words);
};

export interface SentenceRules {
  joinWith: string;
  end: RegExp;
  /** Names that stay whole although a line ends within them. */
  names?: (text: string) => readonly { start: number; end: number }[];
}

/** Cuts a uniform text into sentences. Lines of one paragraph are joined; a list's lines stand alone. */
export const sentencesOf = (plain: PlainText, { joinWith, end, names }: SentenceRules): Sentence[] => {
  const sentences: Sentence[] = [];
  let open: MutableSentence | null = null;
  const close = (): void => {
    if (open) sentences.push(...split(open, end));
    open = null;
  };
  const lines = names ? wholeNames(linesOf(plain), joinWith, names) : linesOf(plain);
  for (const line of lines) {
    if (line.text.trim() === '') close();
    else if (isItem(line.text)) {
      close();
      sentences.push({ ...line, item: true });
    } else if (open) append(open, line, joinWith);
    else open = { ...line, starts: [...line.starts], ends: [...line.ends], item: false };
  }
  close();
  return sentences;
};

interface MutableText extends PlainText {
  starts: number[];
  ends: number[];
}
type MutableSentence = MutableText & Sentence;

/** No name is longer. */
const NAME_LENGTH = 40;

/** Joins two lines where a name begins in the one and ends in the other: 「カード⏎番号」. */
const wholeNames = (
  lines: Iterable<PlainText>,
  joinWith: string,
  names: NonNullable<SentenceRules['names']>,
): PlainText[] => {
  const whole: MutableText[] = [];
  for (const line of lines) {
    const last = whole.at(-1);
    const head = last?.text.slice(-NAME_LENGTH) ?? '';
    const broken =
      !BULLET.test(line.text) &&
      names(head + joinWith + line.text.slice(0, NAME_LENGTH)).some(
        (name) => name.start < head.length && name.end > head.length + joinWith.length,
      );
    if (last && broken) append(last, line, joinWith);
    else whole.push({ ...line, starts: [...line.starts], ends: [...line.ends] });
  }
  return whole;
};

const linesOf = function* ({ text, starts, ends }: PlainText): Generator<PlainText> {
  let from = 0;
  for (const line of text.split('\n')) {
    const to = from + line.length;
    yield { text: line, starts: starts.slice(from, to), ends: ends.slice(from, to) };
    from = to + 1;
  }
};

const append = (open: MutableText, line: PlainText, joinWith: string): void => {
  const end = open.ends.at(-1) ?? 0;
  for (const unit of joinWith) {
    open.text += unit;
    open.starts.push(end);
    open.ends.push(end);
  }
  open.text += line.text;
  open.starts.push(...line.starts);
  open.ends.push(...line.ends);
};

const split = (paragraph: Sentence, end: RegExp): Sentence[] => {
  const sentences: Sentence[] = [];
  let from = 0;
  const cut = (to: number): void => {
    const text = paragraph.text.slice(from, to);
    if (text.trim()) {
      const { starts, ends } = paragraph;
      // What follows a full stop and has no verb of its own continues the sentence before it as a list.
      const item = sentences.length > 0 && !PREDICATE.test(text) && text.length <= 120;
      sentences.push({ text, starts: starts.slice(from, to), ends: ends.slice(from, to), item });
    }
    from = to;
  };
  for (const match of paragraph.text.matchAll(end)) cut(match.index + match[0].length);
  cut(paragraph.text.length);
  return sentences;
};
