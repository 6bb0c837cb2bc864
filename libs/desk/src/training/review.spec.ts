import type { ReplyCheckView } from '#libs/contracts';
import { type Practised, reviewAnswer, reviewCall } from './review.js';
import { drawRound } from './round.js';
import { CALLS, INQUIRIES } from './scenarios.js';

const scenario = (key: string) => INQUIRIES.find((each) => each.key === key)!;
const FINE: ReplyCheckView = {
  problems: [],
  warnings: [],
  addressee: 'right',
  charset: 'utf-8',
  lostCharacters: [],
};
const replied = (text: string, more: Partial<Practised> = {}): Practised => ({
  deeds: ['reply'],
  complaintLevel: null,
  requesterName: '髙田 恵子',
  letter: { text, check: FINE, usedTopics: [] },
  hasText: true,
  ...more,
});

test('whoever is not affected must not be told so, and hears how to find out', () => {
  const wrong = reviewAnswer(
    scenario('not_affected'),
    replied('髙田 恵子 様\n髙田 恵子 様のご注文情報は、対象に含まれておりました。'),
    'ja',
  );
  expect(wrong.points).toMatchObject({ deed: true, facts: false, complete: false, text: false });
  expect(wrong.wrong).toEqual(['調べる前に「対象です」「流出しました」と言わない']);
  const letter = { text: '該当するものは見つかりませんでした。', check: FINE, usedTopics: ['AFF' as const] };
  const right = reviewAnswer(scenario('not_affected'), replied('', { letter }), 'ja');
  expect(right).toMatchObject({ points: { facts: true, complete: true, text: true }, missing: [], wrong: [] });
});

test('warnings of the reply check count against facts, name or wording; an incident without texts asks for none', () => {
  const at = { words: '弊社', start: 0, end: 2 };
  const seen = (warning: ReplyCheckView['warnings'][number]) =>
    reviewAnswer(
      scenario('password'),
      replied('', {
        hasText: false,
        letter: { text: 'パスワード', check: { ...FINE, warnings: [warning] }, usedTopics: [] },
      }),
      'ja',
    ).points;
  expect(seen({ code: 'reply.fact_differs', expected: '1名', ...at })).toMatchObject({ facts: false, text: null });
  expect(seen({ code: 'reply.other_addressee', ...at })).toMatchObject({ facts: true, name: false });
  expect(seen({ code: 'reply.wording', slip: 'unsure', ...at })).toMatchObject({ wording: false, name: true });
});

test('an English letter names its reader in its first lines', () => {
  const english = (text: string) =>
    reviewAnswer(
      scenario('english'),
      replied('', {
        requesterName: 'Hannah Keller',
        letter: { text, check: { ...FINE, addressee: 'none' }, usedTopics: ['GEN'] },
      }),
      'en',
    ).points.name;
  expect(english('Dear Ms Keller,\n\nour e-mails come from this address.')).toBe(true);
  expect(english('Hello,\n\nour e-mails come from this address.')).toBe(false);
});

test('of a call: outcome, topic, name and words; a demand needs its level', () => {
  const call = CALLS.find(({ key }) => key === 'call_superior')!;
  const written = {
    topic: 'CMP',
    outcome: 'escalated',
    name: '石田　勇',
    text: '責任者に代われと言われた。',
    complaintLevel: 2,
  } as const;
  expect(reviewCall(call, '石田 勇', written, 'ja').points).toMatchObject({
    deed: true,
    facts: true,
    name: true,
    complete: true,
  });
  const poor = reviewCall(call, '石田 勇', { ...written, outcome: 'answered_closed', complaintLevel: 0 }, 'en');
  expect(poor).toMatchObject({ points: { deed: false, complete: false }, missing: ['the complaint level'] });
});

test('a round holds each scenario once, filled, at addresses that exist nowhere', () => {
  const { inquiries, calls } = drawRound();
  expect(inquiries.map(({ scenario: { key } }) => key).sort()).toEqual(INQUIRIES.map(({ key }) => key).sort());
  expect(calls).toHaveLength(CALLS.length);
  for (const { words, email, name } of inquiries) {
    expect(words).not.toMatch(/[{}]/);
    expect(email).toMatch(/^[a-z-]+@training\.example\.jp$/);
    expect(name.length).toBeGreaterThan(0);
  }
  expect(new Set(inquiries.map(({ email }) => email)).size).toBe(inquiries.length);
});
