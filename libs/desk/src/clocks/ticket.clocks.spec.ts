import fc from 'fast-check';
import type { TicketState } from '#libs/contracts';
import { businessTime } from '../desks/business-hours.js';
import type { DeskHours } from '../desks/desk-hours.js';
import { CLOCK_MODE, UNTOLD, WARNED } from './clock.states.js';
import { type Clocks, followClocks, type Timed } from './ticket.clocks.js';

const HOUR = 3_600_000;
const hours: DeskHours = {
  zone: 'Asia/Tokyo',
  phone: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }],
  holidays: 'closed',
  closedOn: [],
  sla: { nextReply: 240, resolution: 960, callback: 60 },
};
const desk = { hours, firstReplyMinutes: 480 };
const jst = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+09:00`);

/** As the intake leaves it. */
const received = (at: string, over: Partial<Timed> = {}): Timed => ({
  state: 'new',
  channel: 'form',
  createdAt: jst(at),
  waitingSince: jst(at),
  firstReplyAt: null,
  answeredAt: null,
  dueAt: jst('2016-06-23 18:00'),
  replyLeftMs: null,
  replyAlerted: UNTOLD,
  resolveDueAt: null,
  resolveLeftMs: null,
  resolveAlerted: UNTOLD,
  ...over,
});

/** The ticket after a change at this moment, and what its clocks did. */
const moved = (before: Timed, state: TicketState, at: string, replies = false) => {
  const now = jst(at);
  const answered = replies ? { answeredAt: now, firstReplyAt: before.firstReplyAt ?? now } : {};
  const after: Timed = { ...before, state, ...answered };
  const { clocks, turns } = followClocks(before, after, desk, now);
  return { ticket: { ...after, ...clocks }, turns: turns.map(({ clock, turn }) => `${clock} ${turn}`), told: turns };
};

describe('the clocks of a ticket', () => {
  test('waiting for the shop stops both, over a weekend and a holiday; what was left goes on', () => {
    const asked = moved(
      received('2016-07-14 18:00', { dueAt: jst('2016-07-15 18:00') }),
      'waiting_shop',
      '2016-07-15 17:30',
    );
    expect(asked.turns).toEqual(['first_reply paused', 'resolution paused']);
    expect(asked.ticket).toMatchObject({
      dueAt: null,
      replyLeftMs: HOUR / 2,
      resolveDueAt: null,
      resolveLeftMs: 8.5 * HOUR,
    });
    // Friday evening to Tuesday noon.
    const back = moved(asked.ticket, 'open', '2016-07-19 12:00');
    expect(back.turns).toEqual(['first_reply resumed', 'resolution resumed']);
    expect(back.ticket).toMatchObject({
      dueAt: jst('2016-07-19 12:30'),
      replyLeftMs: null,
      resolveDueAt: jst('2016-07-20 12:30'),
      resolveLeftMs: null,
    });
  });

  test('a question to the requester is a reply: the next one is owed anew, the resolution goes on where it was', () => {
    const taken = moved(received('2016-06-23 10:00'), 'open', '2016-06-23 10:05');
    expect(taken.turns).toEqual([]);
    const asked = moved(taken.ticket, 'waiting_requester', '2016-06-23 12:00', true);
    expect(asked.turns).toEqual(['first_reply met', 'resolution paused']);
    expect(asked.ticket).toMatchObject({ dueAt: null, replyLeftMs: null, resolveLeftMs: 14 * HOUR });
    const heard = moved(asked.ticket, 'open', '2016-06-27 10:00');
    expect(heard.turns).toEqual(['next_reply started', 'resolution resumed']);
    expect(heard.ticket).toMatchObject({ dueAt: jst('2016-06-27 14:00'), resolveDueAt: jst('2016-06-28 16:00') });
  });

  test('a ticket that waits for approval keeps running', () => {
    const open = received('2016-06-23 10:00');
    expect(moved(open, 'waiting_approval', '2016-06-23 15:00')).toMatchObject({
      turns: [],
      ticket: { dueAt: open.dueAt, resolveDueAt: jst('2016-06-24 18:00') },
    });
  });

  test('a resolution that nobody has written down yet is the one that held at the receipt', () => {
    const { zone: _, ...first } = hours;
    const later = { ...first, sla: { ...hours.sla, resolution: 480 }, from: jst('2016-06-23 12:00').toISOString() };
    const changing = { ...desk, hours: { ...hours, versions: [{ ...first, from: null }, later] } };
    const open = received('2016-06-23 10:00');
    const { clocks } = followClocks(open, { ...open, state: 'waiting_approval' }, changing, jst('2016-06-23 15:00'));
    expect(clocks.resolveDueAt).toEqual(jst('2016-06-24 18:00'));
  });

  test('closed is the end; reopened begins again', () => {
    const closed = moved(received('2016-06-23 10:00'), 'closed', '2016-06-23 12:00');
    expect(closed.turns).toEqual(['first_reply stopped', 'resolution met']);
    expect(closed.ticket).toMatchObject({ dueAt: null, replyLeftMs: null, resolveDueAt: null, resolveLeftMs: null });
    const again = moved(closed.ticket, 'open', '2016-06-24 10:00');
    expect(again.turns).toEqual(['first_reply started', 'resolution started']);
    expect(again.ticket).toMatchObject({ dueAt: jst('2016-06-24 18:00'), resolveDueAt: jst('2016-06-27 18:00') });
  });

  test.each(['handed_back', 'merged', 'spam'] as const)('%s stops both, kept by nobody', (state) => {
    expect(moved(received('2016-06-23 10:00'), state, '2016-06-23 12:00').turns).toEqual([
      'first_reply stopped',
      'resolution stopped',
    ]);
  });

  test('a late reply is said to be late, and what is left is never less than nothing', () => {
    const late = moved(received('2016-06-22 10:00'), 'waiting_shop', '2016-06-24 18:00');
    expect(late.ticket).toMatchObject({ replyLeftMs: 0, resolveLeftMs: 0 });
    expect(late.told.map(({ isLate }) => isLate)).toEqual([true, true]);
    const answered = moved(received('2016-06-22 10:00'), 'answered', '2016-06-23 18:00', true);
    expect(answered.told[0]).toMatchObject({ turn: 'met', isLate: false });
  });

  test('the last reply is due before the end of the resolution', () => {
    const old = received('2016-06-23 10:00', {
      firstReplyAt: jst('2016-06-23 11:00'),
      state: 'waiting_requester',
      dueAt: null,
      resolveLeftMs: HOUR,
    });
    expect(moved(old, 'open', '2016-06-24 10:00').ticket).toMatchObject({
      dueAt: jst('2016-06-24 11:00'),
      resolveDueAt: jst('2016-06-24 11:00'),
    });
    // A resolution that has been missed does not make each later reply late at once.
    expect(moved({ ...old, resolveLeftMs: 0 }, 'open', '2016-06-24 10:00').ticket.dueAt).toEqual(
      jst('2016-06-24 14:00'),
    );
  });

  test('a time that a change names holds, whatever the policy says, until the next run', () => {
    const open = received('2016-06-23 10:00', { replyAlerted: WARNED });
    const until = jst('2016-06-27 12:00');
    const { clocks, turns } = followClocks(
      open,
      { ...open, state: 'callback_due', dueAt: until },
      desk,
      jst('2016-06-23 12:00'),
    );
    expect(clocks).toMatchObject({ dueAt: until, replyAlerted: UNTOLD, resolveDueAt: jst('2016-06-24 18:00') });
    expect(turns.map(({ turn }) => turn)).toEqual(['promised']);
    const waiting = { ...open, ...clocks, state: 'callback_due' as const };
    expect(moved(waiting, 'callback_due', '2016-06-24 12:00').ticket.dueAt).toEqual(until);
  });

  test('a pause does not warn anew, a new run does', () => {
    const warned = received('2016-06-23 10:00', { replyAlerted: WARNED });
    const paused = moved(warned, 'waiting_shop', '2016-06-23 17:45');
    expect(moved(paused.ticket, 'open', '2016-06-24 11:00').ticket.replyAlerted).toBe(WARNED);
    const answered = moved(warned, 'answered', '2016-06-23 17:45', true);
    expect(answered.ticket.replyAlerted).toBe(UNTOLD);
  });

  test('a promised call has its own time; a desk without a resolution time has no such clock', () => {
    const missed = received('2016-06-23 10:00', { state: 'closed', channel: 'phone', dueAt: null });
    expect(moved(missed, 'callback_due', '2016-06-23 10:00').ticket.dueAt).toEqual(jst('2016-06-23 11:00'));
    const plain = { hours: { ...hours, sla: undefined }, firstReplyMinutes: 480 };
    const { clocks } = followClocks(
      received('2016-06-23 10:00'),
      received('2016-06-23 10:00', { state: 'waiting_shop' }),
      plain,
      jst('2016-06-23 11:00'),
    );
    expect(clocks).toMatchObject({ resolveDueAt: null, resolveLeftMs: null, replyLeftMs: 7 * HOUR });
  });
});

describe('whatever is done to a ticket', () => {
  const STATES = Object.keys(CLOCK_MODE) as TicketState[];
  const steps = fc.array(
    fc.record({
      state: fc.constantFrom(...STATES),
      replies: fc.boolean(),
      after: fc.integer({ min: 0, max: 5 * 24 * 60 }),
    }),
    { minLength: 1, maxLength: 12 },
  );

  /** A reply leaves into a state in which others have the word. */
  const REPLIED: readonly TicketState[] = ['answered', 'waiting_requester'];

  test('no clock is lost, runs while it is paused or closed, or has less than nothing left', () => {
    fc.assert(
      fc.property(steps, (changes) => {
        let ticket = received('2016-07-13 11:00', { dueAt: jst('2016-07-14 11:00') });
        let now = ticket.createdAt;
        let used = 0;
        for (const { state, replies, after } of changes) {
          const then = new Date(now.getTime() + after * 60_000);
          if (CLOCK_MODE[ticket.state] === 'running') used += businessTime(hours, now, then);
          const replied = replies && REPLIED.includes(state);
          const next: Timed = {
            ...ticket,
            state,
            ...(replied && { answeredAt: then, firstReplyAt: ticket.firstReplyAt ?? then }),
          };
          const wasOver = CLOCK_MODE[ticket.state] === 'over';
          const { clocks } = followClocks(ticket, next, desk, then);
          ticket = { ...next, ...clocks };
          now = then;
          if (wasOver && CLOCK_MODE[state] !== 'over') used = 0;
          expectWhole(ticket, now);
          expectCounted(ticket, now, used);
        }
      }),
      { numRuns: 500 },
    );
  });

  const expectWhole = (ticket: Clocks & Pick<Timed, 'state'>, now: Date): void => {
    const mode = CLOCK_MODE[ticket.state];
    expect(ticket.dueAt !== null).toBe(mode === 'running');
    if (mode !== 'paused') expect(ticket.replyLeftMs).toBeNull();
    expect(ticket.resolveDueAt !== null && ticket.resolveLeftMs !== null).toBe(false);
    if (mode === 'running') expect(ticket.resolveDueAt).not.toBeNull();
    if (mode === 'over') expect(ticket.resolveLeftMs).toBeNull();
    for (const left of [ticket.replyLeftMs, ticket.resolveLeftMs]) expect(left ?? 0).toBeGreaterThanOrEqual(0);
    for (const due of [ticket.dueAt, ticket.resolveDueAt]) {
      if (due !== null) expect(businessTime(hours, now, due)).toBeLessThanOrEqual(16 * HOUR);
    }
  };

  /** The resolution has had exactly the business time in which the desk owed a step. */
  const expectCounted = (ticket: Timed, now: Date, used: number): void => {
    const left = ticket.resolveDueAt === null ? ticket.resolveLeftMs : businessTime(hours, now, ticket.resolveDueAt);
    if (left !== null) expect(left).toBe(Math.max(0, 16 * HOUR - used));
  };
});
