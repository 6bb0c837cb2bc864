import { ROLE_PERMISSIONS, TICKET_STATES } from '#libs/contracts';
import { refusalOf } from './ticket.policy.js';
import { POSSIBLE_FROM } from './ticket.states.js';
import { maySee } from './ticket.visibility.js';

const agent = { userId: 'a', permissions: ROLE_PERMISSIONS.agent };
const supervisor = { userId: 's', permissions: ROLE_PERMISSIONS.supervisor };
const ticket = (assigneeId: string | null, state: (typeof TICKET_STATES)[number] = 'open') => ({
  tenantId: 't',
  assigneeId,
  state,
});

test('a free ticket can be claimed, one in a colleague’s hands cannot', () => {
  expect(refusalOf('claim', agent, ticket(null, 'new'))).toBeNull();
  expect(refusalOf('claim', agent, ticket('b'))).toBe('ticket.claimed_by_other');
  expect(refusalOf('claim', supervisor, ticket('b'))).toBe('ticket.claimed_by_other');
});

test('only its holder or a supervisor answers, resolves or releases a held ticket', () => {
  for (const verb of ['reply', 'resolve', 'release'] as const) {
    expect(refusalOf(verb, agent, ticket('a'))).toBeNull();
    expect(refusalOf(verb, agent, ticket('b'))).toBe('ticket.claimed_by_other');
    expect(refusalOf(verb, supervisor, ticket('b'))).toBeNull();
  }
});

test('everybody on the floor may leave a note', () => {
  expect(refusalOf('note', agent, ticket('b'))).toBeNull();
});

test('a merged ticket takes no verb but the one that undoes it', () => {
  const verbs = Object.keys(POSSIBLE_FROM) as (keyof typeof POSSIBLE_FROM)[];
  const taken = verbs.filter((verb) => refusalOf(verb, supervisor, ticket(null, 'merged')) === null);
  expect(taken).toEqual(['unmerge']);
});

test('two tickets are merged by whoever holds them, or by a supervisor', () => {
  for (const verb of ['merge', 'takeIn', 'unmerge', 'letGo'] as const) {
    const state = verb === 'unmerge' ? 'merged' : 'open';
    expect(refusalOf(verb, agent, ticket('b', state))).toBe('ticket.claimed_by_other');
    expect(refusalOf(verb, agent, ticket(null, state))).toBeNull();
    expect(refusalOf(verb, supervisor, ticket('b', state))).toBeNull();
  }
});

test('what lies in another tenant is not seen', () => {
  const ordinary = { tenantId: 't', lane: null };
  expect(maySee({ ...agent, tenantIds: ['t'] }, ordinary)).toBe(true);
  expect(maySee({ ...agent, tenantIds: ['u'] }, ordinary)).toBe(false);
  expect(maySee({ ...supervisor, tenantIds: [] }, ordinary)).toBe(false);
});

test('what is for few eyes is seen by those alone, in their own tenants', () => {
  for (const lane of ['press', 'lawyer', 'police'] as const) {
    expect(maySee({ ...agent, tenantIds: ['t'] }, { tenantId: 't', lane })).toBe(false);
    expect(maySee({ ...supervisor, tenantIds: ['t'] }, { tenantId: 't', lane })).toBe(true);
    expect(maySee({ ...supervisor, tenantIds: ['u'] }, { tenantId: 't', lane })).toBe(false);
  }
});
