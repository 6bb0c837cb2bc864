import type { CallEventPush } from '#libs/contracts';
import { emptyDraft } from './call-draft.js';
import { adopted, isFree, popped } from './call-store.js';

const ring = (over: Partial<CallEventPush> = {}): CallEventPush => ({
  callId: 'call-1',
  deskId: 'desk-1',
  state: 'ringing',
  callerNumber: '090-0000-0183',
  numberKind: 'number',
  offeredAt: new Date(1_000).toISOString(),
  answeredAt: null,
  heldSeconds: 0,
  endedAt: null,
  ...over,
});
const talking = ring({ state: 'talking', answeredAt: new Date(9_000).toISOString() });
const written = { ...emptyDraft('desk-2', 'key'), text: '前の電話の要点' };

describe('a call that rings', () => {
  it('takes a free form with number and desk, and follows the telephone from there', () => {
    const rings = popped(emptyDraft('desk-2', 'key'), ring(), 5_000);
    expect(rings).toMatchObject({ deskId: 'desk-1', callerPhone: '090-0000-0183', offeredAt: 1_000, answeredAt: null });
    const talks = popped(rings, talking, 9_500);
    expect(talks).toMatchObject({ answeredAt: 9_500, heldSince: null });
    const held = popped(talks, ring({ ...talking, state: 'held' }), 20_000);
    expect(held.heldSince).toBe(20_000);
    expect(popped(held, ring({ ...talking, state: 'ended', heldSeconds: 11 }), 31_000)).toMatchObject({
      heldSince: null,
      heldSeconds: 11,
      endedAt: 31_000,
    });
  });

  it('never touches words that are not saved', () => {
    expect(popped(written, ring(), 5_000)).toBe(written);
    expect(popped({ ...written, saved: { callId: null, at: 1 } }, ring(), 5_000)).toMatchObject({ text: written.text });
  });

  it('leaves the form free when the caller gave up', () => {
    const rings = popped(emptyDraft('desk-2', 'key'), ring(), 5_000);
    const gone = popped(rings, ring({ state: 'abandoned' }), 8_000);
    expect(gone).toMatchObject({ callId: null, callerPhone: '', offeredAt: null });
    expect(isFree(gone)).toBe(true);
  });

  it('is free again when somebody else took the call, and keeps what was written as nobody’s call', () => {
    const rings = popped(emptyDraft('desk-2', 'key'), ring(), 5_000);
    expect(isFree(popped(rings, ring({ state: 'elsewhere' }), 8_000))).toBe(true);
    const noted = { ...adopted(ring(), 5_000), text: '番号だけ聞けた' };
    const left = popped(noted, ring({ state: 'elsewhere' }), 8_000);
    expect(left).toMatchObject({ text: '番号だけ聞けた', callId: null, offeredAt: null });
    expect(popped(written, ring({ state: 'elsewhere' }), 8_000)).toBe(written);
    expect(popped(emptyDraft('desk-2', 'key'), ring({ state: 'elsewhere' }), 8_000).callId).toBeNull();
  });

  it('keeps what was written while it rang', () => {
    const noted = { ...adopted(ring(), 5_000), text: '番号だけ聞けた' };
    expect(popped(noted, ring({ state: 'abandoned' }), 8_000)).toMatchObject({
      text: '番号だけ聞けた',
      endedAt: 8_000,
    });
  });
});
