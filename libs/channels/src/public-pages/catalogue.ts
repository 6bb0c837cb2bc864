import { readFileSync } from 'node:fs';
import { type Language, LANGUAGES } from '#libs/contracts';

type Texts = Readonly<Record<string, string>>;

const read = (language: Language): Texts =>
  JSON.parse(readFileSync(new URL(`./locales/${language}.json`, import.meta.url), 'utf8')) as Texts;

/** Every text of the public pages, by language. */
export const CATALOGUES: Readonly<Record<Language, Texts>> = { ja: read('ja'), en: read('en') };

export type TextValues = Readonly<Record<string, unknown>>;

/** A text with `{name}` filled in. Throws for a key that the catalogue lacks and for a gap that stays open: neither must reach a reader. */
export const say = (language: Language, key: string, values: TextValues = {}): string => {
  const text = CATALOGUES[language][key];
  if (text === undefined) throw new Error(`the ${language} catalogue of the public pages has no text "${key}"`);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    // Only words and numbers stand in a sentence.
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new Error(`the text "${key}" of the public pages was not given its "${name}"`);
  });
};

/** The language that a page's address asks for: Japanese unless it says `?lang=en`. */
export const pageLanguage = (query: unknown): Language => {
  const asked = (query as { lang?: unknown } | undefined)?.lang;
  return LANGUAGES.find((language) => language === asked) ?? 'ja';
};
