import { emptyDraft, isWritten, missingFields, requestOf } from './call-draft.js';

const written = {
  ...emptyDraft('desk-1', 'key-1'),
  callerName: ' 村瀬 みさき ',
  topic: 'AFF' as const,
  text: '案内メールは受け取っていない。',
  outcome: 'answered_closed' as const,
  startedAt: 1_000,
};

describe('call draft', () => {
  it('names what is missing in the order of the form', () => {
    expect(missingFields(emptyDraft(null, 'key'))).toEqual(['desk', 'callerName', 'topic', 'text', 'outcome']);
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
      text: '案内メールは受け取っていない。',
      outcome: 'answered_closed',
      durationSeconds: 222,
      idempotencyKey: 'key-1',
    });
  });

  it('counts as written only with words or choices, not with a chosen desk', () => {
    expect(isWritten(emptyDraft('desk-1', 'key'))).toBe(false);
    expect(isWritten({ ...emptyDraft('desk-1', 'key'), text: '母の件' })).toBe(true);
  });
});
