import type { TicketRow } from '#libs/contracts';
import { queueList } from './queue-views.js';

const OWN = '0190f5a0-0000-7000-8000-000000000001';
const COLLEAGUE = '0190f5a0-0000-7000-8000-000000000002';
const now = Date.parse('2016-06-22T05:00:00Z');

const row = (over: Partial<TicketRow>): TicketRow => ({
  id: 'a',
  number: '625-0184-6',
  version: 1,
  tenantId: 't',
  deskId: 'd',
  state: 'open',
  topic: 'AFF',
  priority: 0,
  channel: 'form',
  language: 'ja',
  subject: '',
  excerpt: '',
  requesterName: '',
  assigneeId: null,
  assigneeName: null,
  createdAt: '2016-06-22T03:00:00Z',
  dueAt: '2016-06-22T06:00:00Z',
  dueWarned: false,
  waitingSince: null,
  firstReplyAt: null,
  lane: null,
  ...over,
});

describe('queue views', () => {
  it('asks the server and the pushed rows the same question for one colleague', () => {
    const { query, rules } = queueList('waiting', { owner: COLLEAGUE }, OWN);
    expect(query).toMatchObject({ assignee: COLLEAGUE, state: 'waiting' });
    expect(rules.belongs(row({ assigneeId: COLLEAGUE }), now)).toBe(true);
    expect(rules.belongs(row({ assigneeId: OWN }), now)).toBe(false);
    expect(rules.belongs(row({ assigneeId: null }), now)).toBe(false);
  });

  it('keeps to what is past its due time', () => {
    const { query, rules } = queueList('due', { due: 'overdue' }, OWN);
    expect(query).toMatchObject({ due: 'overdue' });
    expect(rules.belongs(row({ dueAt: '2016-06-22T04:59:00Z' }), now)).toBe(true);
    expect(rules.belongs(row({ dueAt: '2016-06-22T05:10:00Z' }), now)).toBe(false);
    expect(rules.belongs(row({ dueAt: null }), now)).toBe(false);
  });

  it('counts as waiting what the desk owes, whoever holds it', () => {
    const { query, rules } = queueList('waiting', {}, OWN);
    expect(query.assignee).toBeUndefined();
    for (const assigneeId of [OWN, null, COLLEAGUE]) expect(rules.belongs(row({ assigneeId }), now)).toBe(true);
    expect(rules.belongs(row({ state: 'answered' }), now)).toBe(false);
  });

  it('leaves out what colleagues hold when asked to', () => {
    const { rules } = queueList('waiting', { owner: 'free' }, OWN);
    expect(rules.belongs(row({ assigneeId: OWN }), now)).toBe(true);
    expect(rules.belongs(row({ assigneeId: null }), now)).toBe(true);
    expect(rules.belongs(row({ assigneeId: COLLEAGUE }), now)).toBe(false);
  });
});
