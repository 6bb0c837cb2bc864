import { LANGUAGES } from '#libs/contracts';
import { consoleFiles } from './console-sources.js';

type Words = { [key: string]: string | string[] | Words };

const PLURAL = /_(?:zero|one|two|few|many|other)$/;
const keysIn = (words: Words, before = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && !Array.isArray(value)
      ? keysIn(value, `${before}${key}.`)
      : [`${before}${key}`.replace(PLURAL, '')],
  );

/** language → `namespace:key` */
const catalogues = new Map(LANGUAGES.map((language) => [language, new Set<string>()]));
for (const [file, text] of consoleFiles(/^locales\/.+\.json$/)) {
  const [, language, namespace] = /^locales\/(\w+)\/([\w-]+)\.json$/.exec(file)!;
  const catalogue = catalogues.get(language as (typeof LANGUAGES)[number])!;
  for (const key of keysIn(JSON.parse(text) as Words)) catalogue.add(`${namespace}:${key}`);
}
const words = catalogues.get('ja')!;
const namespaces = new Set([...words].map((key) => key.split(':')[0]!));
const files = consoleFiles(/\.tsx?$/);

test('both languages have the same words', () => {
  expect([...catalogues.get('en')!].toSorted()).toEqual([...words].toSorted());
});

test('each key that is written out stands in the catalogue', () => {
  const lacking: string[] = [];
  for (const [file, code] of files) {
    const own = [...code.matchAll(/useTranslation\(\[?\s*'([\w-]+)'/g)].map((match) => match[1]!);
    if (own.length === 0) continue;
    for (const [, key] of code.matchAll(/\bt\(\s*(?:[^'`(),]+\? )?'([^'$]+)'/g)) {
      const places = key!.includes(':') ? [key!] : own.map((namespace) => `${namespace}:${key}`);
      // A key of a group stands for the words in it.
      const found = places.some((place) => [...words].some((each) => each === place || each.startsWith(`${place}.`)));
      if (!found) lacking.push(`${file} ${key}`);
    }
  }
  expect(lacking).toEqual([]);
});

test('each word is read by a screen', () => {
  const code = [...files.values()].join('\n');
  const literal = new Set(code.match(/(?<=['`])[\w.:-]+(?=['`])/g));
  // A key that is put together: what is fixed of it must say something.
  const patterns = [...code.matchAll(/`([^`]*\$\{[^`]*)`/g)]
    .map((match) => match[1]!.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/))
    .filter((fixed) => /^[a-zA-Z][\w:.-]*[.:_]$/.test(fixed[0]!) && !namespaces.has(fixed[0]!.slice(0, -1)))
    .map(
      (fixed) =>
        new RegExp(`^(?:[\\w-]+:)?${fixed.map((part) => part.replace(/[.$()[\]?+*\\|]/g, '\\$&')).join('[\\w.-]+')}$`),
    );
  const isRead = (place: string): boolean => {
    const key = place.slice(place.indexOf(':') + 1);
    const groups = key.split('.').map((_, at, parts) => parts.slice(0, at + 1).join('.'));
    const namespace = place.slice(0, place.indexOf(':'));
    return (
      groups.some((group) => literal.has(group) || literal.has(`${namespace}:${group}`)) ||
      patterns.some((pattern) => pattern.test(place))
    );
  };
  expect([...words].filter((place) => !isRead(place))).toEqual([]);
});
