import { readFileSync } from 'node:fs';
import { readRows } from './account-import.reading.js';

/** A file of accounts may name roles and experience by the words that the screen shows beside it, in either language. */

const wordsOf = (language: 'ja' | 'en') =>
  JSON.parse(
    readFileSync(new URL(`../../../../apps/console/src/locales/${language}/people.json`, import.meta.url), 'utf8'),
  ) as { role: Record<string, string>; training: Record<'new' | 'regular', string> };

const problemsOf = (role: string, training: string) => {
  const template = { role: 'agent' as const, tenantIds: ['t'], trainingLevel: 'new' as const, lastDay: null };
  const [row] = readRows(
    [{ line: 2, cells: ['新田 一', 'new@desk.example.jp', role, training] }],
    { name: 0, email: 1, role: 2, training: 3 },
    { template, edits: [], skip: [] },
    { shops: [{ tenantId: 't', name: '店' }], takenKeys: new Set(), today: '2026-12-01' },
  );
  return { problems: row!.problems, role: row!.account?.role, trainingLevel: row!.account?.trainingLevel };
};

test.each(['ja', 'en'] as const)('every word of the screen is understood in a file (%s)', (language) => {
  const words = wordsOf(language);
  for (const [role, word] of Object.entries(words.role)) {
    expect(problemsOf(word, words.training.regular)).toEqual({ problems: [], role, trainingLevel: 'regular' });
  }
  expect(problemsOf('', words.training.new)).toMatchObject({ problems: [], trainingLevel: 'new' });
});
