import fc from 'fast-check';
import { CALL_EVENTS } from '#libs/contracts';
import { measured, momentsOf, stateOf, type ToldEvent } from './call-times.js';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 5, 25, 1) + seconds * 1000);
const told = (event: ToldEvent['event'], seconds: number, agentId: string | null = null): ToldEvent => ({
  event,
  at: at(seconds),
  agentId,
});

describe('the moments of a call', () => {
  test('talk, two holds and the end', () => {
    const moments = momentsOf([
      told('ringing', 0),
      told('answered', 8, 'ogawa'),
      told('held', 60),
      told('resumed', 75),
      told('held', 100),
      told('resumed', 115),
      told('ended', 338),
    ]);
    expect(moments).toEqual({
      offeredAt: at(0),
      answeredAt: at(8),
      heldSince: null,
      heldSeconds: 30,
      endedAt: at(338),
      abandonedAt: null,
      blocked: false,
      agentId: 'ogawa',
    });
  });

  test('nobody took it: given up, whichever word the telephony system has for it', () => {
    for (const word of ['ended', 'abandoned'] as const) {
      expect(momentsOf([told('ringing', 0), told(word, 4)])).toMatchObject({ endedAt: null, abandonedAt: at(4) });
    }
    expect(momentsOf([told('ringing', 0), told('answered', 5), told('abandoned', 9)])).toMatchObject({
      endedAt: at(9),
      abandonedAt: null,
    });
  });

  test('every line was busy: over at once, and no caller’s own doing', () => {
    expect(momentsOf([told('blocked', 0)])).toMatchObject({ offeredAt: at(0), abandonedAt: at(0), blocked: true });
    const taken = momentsOf([told('ringing', 0), told('answered', 1), told('blocked', 2)]);
    expect(taken).toMatchObject({ endedAt: at(2), abandonedAt: null, blocked: false });
  });

  test('a hold that was never ended lasts to the end of the call', () => {
    const events = [told('ringing', 0), told('answered', 1), told('held', 11)];
    expect(momentsOf(events)).toMatchObject({ heldSince: at(11), heldSeconds: 0 });
    expect(momentsOf([...events, told('ended', 31)])).toMatchObject({ heldSince: null, heldSeconds: 20 });
  });

  test('the state follows', () => {
    const events: ToldEvent[] = [];
    const states = (['ringing', 'answered', 'held', 'resumed', 'ended'] as const).map((event, index) => {
      events.push(told(event, index));
      return stateOf(momentsOf(events));
    });
    expect(states).toEqual(['ringing', 'talking', 'held', 'talking', 'ended']);
  });

  test('no order of arrival and no repetition changes them, and none is ever negative', () => {
    const event = fc.record({
      event: fc.constantFrom(...CALL_EVENTS),
      at: fc.integer({ min: 0, max: 600 }).map(at),
      agentId: fc.constant(null),
    });
    const order = fc.array(event, { minLength: 1, maxLength: 12 }).chain((events) =>
      fc.record({
        events: fc.constant(events),
        arrived: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      }),
    );
    fc.assert(
      fc.property(order, ({ events, arrived }) => {
        const moments = momentsOf(arrived);
        expect(moments).toEqual(momentsOf(events));
        const end = (moments.endedAt ?? moments.abandonedAt)?.getTime() ?? Infinity;
        expect(moments.offeredAt.getTime()).toBeLessThanOrEqual(moments.answeredAt?.getTime() ?? end);
        expect(moments.heldSeconds).toBeGreaterThanOrEqual(0);
        const talked = moments.endedAt && moments.answeredAt ? end - moments.answeredAt.getTime() : Infinity;
        expect(moments.heldSeconds * 1000).toBeLessThanOrEqual(talked);
        expect(moments.answeredAt === null || moments.abandonedAt === null).toBe(true);
      }),
    );
  });
});

describe('what a console measured', () => {
  const times = (shift: number) => ({
    offeredAt: at(shift).toISOString(),
    answeredAt: at(shift + 5).toISOString(),
    heldSeconds: 20,
    endedAt: at(shift + 65).toISOString(),
    now: at(shift + 100).toISOString(),
  });

  test('is moved to the clock of the server', () => {
    expect(measured(times(-7_000), at(100))).toEqual({
      offeredAt: at(0),
      answeredAt: at(5),
      heldSeconds: 20,
      endedAt: at(65),
      wrapEndedAt: null,
    });
  });

  test('is brought into an order that can be', () => {
    const odd = { ...times(0), answeredAt: at(-50).toISOString(), endedAt: at(900).toISOString(), heldSeconds: 9_000 };
    expect(measured(odd, at(100))).toMatchObject({ answeredAt: at(0), endedAt: at(100), heldSeconds: 100 });
    const ancient = measured({ ...times(0), offeredAt: '1999-01-01T00:00:00Z' }, at(100));
    expect(at(100).getTime() - ancient.offeredAt.getTime()).toBe(7 * 86_400_000);
  });
});
