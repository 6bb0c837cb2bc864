import fc from 'fast-check';
import type { TicketRow } from '#libs/contracts';
import {
  EMPTY_QUEUE,
  hasPending,
  reduceLiveQueue,
  type LiveQueue,
  type LiveQueueAction,
  type QueueRules,
} from './live-queue.js';

const NOW = Date.parse('2026-06-25T05:32:00Z');
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

const row = (id: string, changes: Partial<TicketRow> = {}): TicketRow => ({
  id,
  number: `000-0000-${id}`,
  version: 1,
  tenantId: 'tenant',
  deskId: 'desk',
  state: 'new',
  topic: 'AFF',
  priority: 0,
  channel: 'form',
  language: 'ja',
  subject: '',
  excerpt: '',
  requesterName: '',
  assigneeId: null,
  assigneeName: null,
  createdAt: at(-60),
  dueAt: at(60),
  dueWarned: false,
  waitingSince: at(-60),
  firstReplyAt: null,
  lane: null,
  ...changes,
});

const rules: QueueRules = {
  belongs: (each) => (each.state === 'new' || each.state === 'open') && each.assigneeId !== 'other',
  compare: (a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? '') || a.id.localeCompare(b.id),
  takesArrivals: true,
};

const run = (queue: LiveQueue, ...actions: LiveQueueAction[]): LiveQueue =>
  actions.reduce((state, action) => reduceLiveQueue(state, action, rules, NOW), queue);

const shown = (queue: LiveQueue): string[] => [...queue.order];
const loaded = (...rows: TicketRow[]): LiveQueue =>
  run(EMPTY_QUEUE, { type: 'asked' }, { type: 'loaded', rows, more: false });

describe('a live list', () => {
  it('holds an arrival until it is applied', () => {
    const held = run(loaded(row('b', { dueAt: at(20) })), { type: 'pushed', rows: [row('a', { dueAt: at(10) })] });
    expect(shown(held)).toEqual(['b']);
    expect(held.held).toEqual(['a']);
    expect(shown(run(held, { type: 'applied' }))).toEqual(['a', 'b']);
  });

  it('changes a row in its place and does not sort', () => {
    const before = loaded(row('a', { dueAt: at(10) }), row('b', { dueAt: at(20) }));
    const after = run(before, { type: 'pushed', rows: [row('a', { version: 2, dueAt: at(90) })] });
    expect(shown(after)).toEqual(['a', 'b']);
    expect(after.rows.get('a')?.dueAt).toBe(at(90));
    expect(shown(run(after, { type: 'applied' }))).toEqual(['b', 'a']);
  });

  it('keeps a row that a colleague took until the next apply', () => {
    const taken = run(loaded(row('a'), row('b')), {
      type: 'pushed',
      rows: [row('a', { version: 2, state: 'open', assigneeId: 'other' })],
    });
    expect(shown(taken)).toEqual(['a', 'b']);
    expect(hasPending(taken, rules, NOW)).toBe(true);
    expect(shown(run(taken, { type: 'applied' }))).toEqual(['b']);
  });

  it('takes a held arrival back when it is claimed before anybody saw it', () => {
    const held = run(
      loaded(row('b')),
      { type: 'pushed', rows: [row('a')] },
      { type: 'pushed', rows: [row('a', { version: 2, assigneeId: 'other' })] },
    );
    expect(held.held).toEqual([]);
  });

  it('ignores a push that is older than what it knows, also for tickets that are not shown', () => {
    const queue = run(
      loaded(row('a', { version: 5, state: 'open' })),
      { type: 'pushed', rows: [row('x', { version: 3, state: 'closed' })] },
      { type: 'pushed', rows: [row('x', { version: 2 }), row('a', { version: 4, state: 'closed' })] },
    );
    expect(queue.held).toEqual([]);
    expect(queue.rows.get('a')?.state).toBe('open');
  });

  it('does not lose what was pushed while the page was on its way', () => {
    const queue = run(
      EMPTY_QUEUE,
      { type: 'asked' },
      { type: 'pushed', rows: [row('new'), row('a', { version: 2, state: 'closed' })] },
      { type: 'loaded', rows: [row('a')], more: false },
    );
    expect(shown(queue)).toEqual([]);
    expect(queue.held).toEqual(['new']);
  });

  it('leaves what lies behind the loaded pages to its own page', () => {
    const first = run(
      EMPTY_QUEUE,
      { type: 'asked' },
      { type: 'loaded', rows: [row('a', { dueAt: at(10) }), row('b', { dueAt: at(20) })], more: true },
      { type: 'pushed', rows: [row('z', { dueAt: at(90) }), row('c', { dueAt: at(15) })] },
    );
    expect(first.held).toEqual(['c']);
    const second = run(first, { type: 'appended', rows: [row('z', { dueAt: at(90) })], more: false });
    expect(shown(second)).toEqual(['a', 'b', 'z']);
    expect(shown(run(second, { type: 'applied' }))).toEqual(['a', 'c', 'b', 'z']);
  });

  it('moves its position by syncs alone', () => {
    const queue = run(
      loaded(row('a')),
      { type: 'synced', rows: [], position: '7' },
      { type: 'pushed', rows: [row('b')] },
    );
    expect(queue.position).toBe('7');
  });
});

/** The server: tickets, and the log of their changes. */
class Server {
  readonly rows = new Map<string, TicketRow>();
  readonly log: string[] = [];

  change(id: string, changes: Partial<TicketRow>): TicketRow {
    const before = this.rows.get(id);
    const next = before ? { ...before, ...changes, version: before.version + 1 } : row(id, changes);
    this.rows.set(id, next);
    this.log.push(id);
    return next;
  }

  list(): TicketRow[] {
    return [...this.rows.values()].filter((each) => rules.belongs(each, NOW)).toSorted((a, b) => rules.compare(a, b));
  }

  since(position: string | null): { position: string; rows: TicketRow[] } {
    const ids = new Set(position === null ? [] : this.log.slice(Number(position)));
    return { position: String(this.log.length), rows: [...ids].map((id) => this.rows.get(id)!) };
  }
}

const change = fc.record({
  kind: fc.constant('change' as const),
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  state: fc.constantFrom('new', 'open', 'waiting_requester', 'answered', 'closed' as const),
  assigneeId: fc.constantFrom(null, 'me', 'other'),
  due: fc.integer({ min: -30, max: 240 }),
  /** How many steps late each copy of the push arrives; no copy: it is lost. */
  copies: fc.array(fc.nat(12), { maxLength: 3 }),
});
const step = fc.oneof(
  { weight: 6, arbitrary: change },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('apply' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sync' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reload' as const), late: fc.nat(6) }) },
);

describe('lost, doubled and late pushes', () => {
  it('end equal to the server after a sync', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(6), (steps, early) => {
        const server = new Server();
        const late: { due: number; action: LiveQueueAction }[] = [];
        for (let index = 0; index < early; index += 1) server.change('abcdef'[index]!, {});
        let queue = run(
          EMPTY_QUEUE,
          { type: 'synced', ...server.since(null) },
          { type: 'asked' },
          { type: 'loaded', rows: server.list(), more: false },
        );
        let loading = false;
        steps.forEach((each, index) => {
          if (each.kind === 'change') {
            const { id, state, assigneeId, due, copies } = each;
            const changed = server.change(id, { state, assigneeId, dueAt: at(due) });
            for (const delay of copies) late.push({ due: index + delay, action: { type: 'pushed', rows: [changed] } });
          } else if (each.kind === 'apply') {
            queue = run(queue, { type: 'applied' });
          } else if (each.kind === 'sync') {
            queue = run(queue, { type: 'synced', ...server.since(queue.position) });
          } else if (!loading) {
            // An order to reload comes with a new connection, and what the old one still carried is gone. First the position, then
            // the page, which is on its way for a while.
            late.length = 0;
            queue = run(queue, { type: 'synced', position: server.since(null).position, rows: [] }, { type: 'asked' });
            late.push({ due: index + each.late, action: { type: 'loaded', rows: server.list(), more: false } });
            loading = true;
          }
          for (const arriving of late.filter((delivery) => delivery.due === index)) {
            if (arriving.action.type === 'loaded') loading = false;
            queue = run(queue, arriving.action);
          }
        });
        const rest = late.filter((delivery) => delivery.due >= steps.length);
        for (const arriving of rest.filter((delivery) => delivery.action.type === 'loaded'))
          queue = run(queue, arriving.action);
        queue = run(queue, { type: 'synced', ...server.since(queue.position) });
        for (const arriving of rest.filter((delivery) => delivery.action.type === 'pushed'))
          queue = run(queue, arriving.action);
        queue = run(queue, { type: 'applied' });

        expect(queue.order.map((id) => queue.rows.get(id))).toEqual(server.list());
      }),
      { numRuns: 500 },
    );
  });

  it('never move a shown row between two applies', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const server = new Server();
        for (const id of 'abcd') server.change(id, {});
        let queue = loaded(...server.list());
        const before = shown(queue);
        for (const { id, state, assigneeId, due } of changes) {
          queue = run(queue, { type: 'pushed', rows: [server.change(id, { state, assigneeId, dueAt: at(due) })] });
          expect(shown(queue)).toEqual(before);
        }
      }),
    );
  });
});
