import { emptyDraft, identityOf, isWritten, missingFields, openAnswer, requestOf, withTopic } from './call-draft.js';

const written = {
  ...emptyDraft('desk-1', 'key-1'),
  callerName: ' 村瀬 みさき ',
  topics: ['AFF' as const, 'CARD' as const],
  text: '案内メールは受け取っていない。',
  outcome: 'answered_closed' as const,
  number: '625-0197-8',
  offeredAt: 1_000,
  answeredAt: 9_000,
  heldSince: 200_000,
  heldSeconds: 10,
};

describe('call draft', () => {
  it('names what is missing in the order of the form', () => {
    expect(missingFields(emptyDraft(null, 'key'))).toEqual(['desk', 'callerName', 'topic', 'text', 'outcome']);
    expect(missingFields({ ...written, outcome: 'callback_promised' })).toEqual(['promise']);
    expect(requestOf(emptyDraft(null, 'key'), 0, '不明')).toBeNull();
  });

  it('asks for no name when the line went dead', () => {
    const silent = { ...written, callerName: '', outcome: 'silent' as const };
    expect(missingFields(silent)).toEqual([]);
    expect(requestOf(silent, 5_000, 'お名前不明')?.callerName).toBe('お名前不明');
  });

  it('trims, leaves out what is empty and measures the call', () => {
    expect(requestOf(written, 223_400, '不明')).toEqual({
      deskId: 'desk-1',
      callerName: '村瀬 みさき',
      callerRole: 'self',
      topic: 'AFF',
      otherTopics: ['CARD'],
      text: '案内メールは受け取っていない。',
      outcome: 'answered_closed',
      number: '625-0197-8',
      times: {
        offeredAt: '1970-01-01T00:00:01.000Z',
        answeredAt: '1970-01-01T00:00:09.000Z',
        heldSeconds: 33,
        endedAt: '1970-01-01T00:03:43.400Z',
        now: '1970-01-01T00:03:43.400Z',
      },
      idempotencyKey: 'key-1',
    });
  });

  it('counts as written only with words or choices, not with a chosen desk or a number that the telephone gave', () => {
    expect(isWritten(emptyDraft('desk-1', 'key'))).toBe(false);
    expect(isWritten({ ...emptyDraft('desk-1', 'key'), callerPhone: '090-0000-0183', callId: 'c' })).toBe(false);
    expect(isWritten({ ...emptyDraft('desk-1', 'key'), text: '母の件' })).toBe(true);
  });

  it('opens no text about being affected by itself, and offers none before two items match', () => {
    const texts = [{ key: 'affected' }, { key: 'not_found' }];
    const asked = { ...emptyDraft('desk-1', 'key'), topics: ['AFF' as const] };
    expect(openAnswer(asked, texts)).toEqual({ answer: undefined, answers: [] });
    expect(openAnswer({ ...asked, matched: ['name'], answerKey: 'affected' }, texts).answer).toBeUndefined();
    const known = { ...asked, matched: ['name' as const, 'order_mail' as const] };
    expect(openAnswer(known, texts)).toEqual({ answer: undefined, answers: texts });
    expect(openAnswer(known, texts.slice(0, 1)).answer).toBeUndefined();
    expect(openAnswer({ ...known, answerKey: 'not_found' }, texts).answer).toEqual({ key: 'not_found' });
    expect(openAnswer({ ...asked, topics: ['CARD'] }, texts).answer).toEqual({ key: 'affected' });
  });

  it('takes four topics, the first of them main', () => {
    const four = (['AFF', 'CARD', 'PWD', 'SUS', 'DEL'] as const).reduce(withTopic, [] as ReturnType<typeof withTopic>);
    expect(four).toEqual(['AFF', 'CARD', 'PWD', 'SUS']);
    expect(withTopic(four, 'AFF')).toEqual(['CARD', 'PWD', 'SUS']);
  });

  it('climbs the ladder with two matches, and to the top with documents', () => {
    const asked = { ...written, asked: ['name' as const, 'address' as const] };
    expect(identityOf({ ...asked, matched: ['name'] }).level).toBe(0);
    expect(identityOf({ ...asked, matched: ['name', 'address'] }).level).toBe(1);
    expect(identityOf({ ...asked, documents: true }).level).toBe(2);
  });
});
