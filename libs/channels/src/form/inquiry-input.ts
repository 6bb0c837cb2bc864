import { LANGUAGES, type Language } from '#libs/contracts';
import { type MaskedText, maskSecrets, type SecretKind } from '#libs/desk';
import { say } from '../public-pages/catalogue.js';

/** The fields that a requester fills in, in the order of the page. */
export const INPUT_FIELDS = [
  'notice',
  'name',
  'kana',
  'email',
  'emailConfirm',
  'phone',
  'order',
  'contact',
  'band',
  'topic',
  'text',
  'consent',
] as const;
export type InputField = (typeof INPUT_FIELDS)[number];
export type InquiryInput = Record<InputField, string>;

/** When a person may be called. */
export const BANDS = ['any', 'morning', 'afternoon', 'evening'] as const;
export type Band = (typeof BANDS)[number];

/** A form post as it came, cleaned and masked; what is shown again or stored is only this. */
export interface InquiryPost {
  step: 'confirm' | 'edit' | 'send';
  token: string;
  /** Proof that the visitor was asked to confirm once more, and did. */
  again: string;
  /** The trap field that people never see was filled in. */
  trapped: boolean;
  input: InquiryInput;
  /** Kinds of secrets that were masked in this post. */
  masked: SecretKind[];
}

/** Longest that a field is kept at all; beyond it no sensible page could show it again. */
const MAX_KEPT = 20_000;
const MULTI_LINE: ReadonlySet<InputField> = new Set(['text']);
/** Everything that no keyboard types: control characters except line break and tab, what is not seen, and what turns text around. */
const UNTYPED = /[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g;
/** Fields that hold one of these and nothing else; the first where the page did not offer what came. */
const CHOICES = { contact: ['email', 'phone'], band: BANDS } as const;
const SECRETS: readonly SecretKind[] = ['card', 'mynumber'];

/** A field given twice counts once, the first; a field of another shape is empty. */
const fieldOf = (body: Record<string, unknown>, name: string): string => {
  const given = Object.hasOwn(body, name) ? body[name] : '';
  const first: unknown = Array.isArray(given) ? given[0] : given;
  return typeof first === 'string' ? first.slice(0, MAX_KEPT) : '';
};

const cleaned = (value: string, multiLine: boolean): string => {
  const lines = value.replace(/\r\n?/g, '\n').replace(UNTYPED, '');
  return (multiLine ? lines : lines.replace(/[\n\t]+/g, ' ')).trim();
};

/** The words that stand for a mark in a text field, in every language. */
const MARK_WORDS = LANGUAGES.flatMap((language) =>
  SECRETS.map((secret) => ({ words: say(language, `masked.${secret}_typed`), mark: `[[masked:${secret}]]` })),
);

/** The stored mark, from the words that stand for it in a text field. */
const withMarks = (value: string): string =>
  MARK_WORDS.reduce((text, { words, mark }) => text.replaceAll(words, mark), value);

/** A masked text as it stands in a text field: words in place of the marks. */
export const typedText = (value: string, language: Language): string =>
  value.replace(/\[\[masked:(card|mynumber)\]\]/g, (_, secret: string) => say(language, `masked.${secret}_typed`));

const stepOf = (given: string): InquiryPost['step'] => (given === 'send' || given === 'edit' ? given : 'confirm');

/** Reads a form post. Secrets are masked here, at the door: no later step, page or log ever sees them. */
export const readPost = (given: unknown): InquiryPost => {
  const body = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  const masked = new Set<SecretKind>();
  const input = Object.fromEntries(
    INPUT_FIELDS.map((field) => {
      const typed = withMarks(cleaned(fieldOf(body, field), MULTI_LINE.has(field)));
      const { text, found }: MaskedText = maskSecrets(typed);
      for (const secret of found) masked.add(secret);
      return [field, text];
    }),
  ) as InquiryInput;
  for (const [field, choices] of Object.entries(CHOICES) as [keyof typeof CHOICES, readonly string[]][]) {
    if (!choices.includes(input[field])) input[field] = choices[0]!;
  }
  return {
    step: stepOf(fieldOf(body, 'step')),
    token: fieldOf(body, 'token').slice(0, 200),
    again: fieldOf(body, 'again').slice(0, 200),
    trapped: fieldOf(body, 'website') !== '',
    input,
    masked: [...masked],
  };
};

/** How content somebody was with one answer of the desk, 1–5; null for anything else. */
export const readRating = (given: unknown): { answeredAt: Date; score: number } | null => {
  const body = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  const [, score] = /^([1-5])$/.exec(fieldOf(body, 'score')) ?? [];
  const answeredAt = new Date(fieldOf(body, 'answeredAt'));
  return score && !Number.isNaN(answeredAt.getTime()) ? { answeredAt, score: Number(score) } : null;
};

/** A form that nobody has filled in yet, but for words that were written on the page before. */
export const emptyInput = (text: string): InquiryInput => readPost({ text }).input;
