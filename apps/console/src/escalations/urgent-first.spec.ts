import type { EscalationRow } from '#libs/contracts';
import { urgentFirst } from './urgent-first.js';

const row = (number: string, over: Partial<EscalationRow>): EscalationRow => ({
  id: number,
  ticketId: number,
  number,
  tenantId: 'tenant',
  deskId: 'desk',
  topic: 'MIS',
  channel: 'form',
  lane: 'supervisor',
  trigger: 'misuse',
  state: 'open',
  openedBy: null,
  openedAt: '2026-06-25T01:00:00.000Z',
  owner: null,
  dueAt: '2026-06-25T02:00:00.000Z',
  overdue: false,
  ...over,
});

test('the newest misuse stands first, before older and late ones; what can wait is not shown', () => {
  const rows = [
    row('late', { trigger: 'compensation', overdue: true }),
    row('old', { openedAt: '2026-06-25T00:10:00.000Z', overdue: true }),
    row('can wait', { trigger: 'compensation' }),
    row('new', { openedAt: '2026-06-25T03:00:00.000Z' }),
    row('taken', { state: 'taken' }),
    row('later', { trigger: 'press', overdue: true, dueAt: '2026-06-25T02:30:00.000Z' }),
  ];
  expect(urgentFirst(rows).map(({ number }) => number)).toEqual(['new', 'old', 'late', 'later']);
});
