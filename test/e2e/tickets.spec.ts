import type { TicketPage, TicketView } from '#libs/contracts';
import { nextPush } from '../support/client.js';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(() => desk?.close());

test('an inquiry stands in the live queue, is claimed, answered and seen by its own shop alone', async () => {
  const agent = await desk.as('agentA');
  const socket = await agent.connect();
  const pushed = nextPush(socket, 'tickets.changed', (batch) =>
    batch.events.some(({ type }) => type === 'ticket.opened'),
  );
  const { id, number } = await desk.inquiry(desk.a);
  const [batch] = await pushed;
  expect(batch.rows).toMatchObject([{ id, number, state: 'new', requesterName: '藤代 恵' }]);

  const claimed = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
  expect(claimed.body).toMatchObject({ state: 'open', version: 2, assigneeName: '小川' });
  const answered = await agent.post<TicketView>(`/api/v1/tickets/${id}/replies`, {
    text: 'お問い合わせありがとうございます。対象に含まれておりました。',
    baseVersion: 2,
    idempotencyKey: 'reply-0001',
  });
  expect(answered.body).toMatchObject({ state: 'answered', version: 3 });

  const shop = await desk.as('shopA');
  const own = await shop.get<TicketPage>('/api/v1/tickets');
  expect(own.body.items).toMatchObject([{ id, requesterName: 'F. M.', excerpt: '' }]);
  const other = await desk.as('shopB');
  expect((await other.get<TicketPage>('/api/v1/tickets')).body.items).toEqual([]);
  expect((await other.get(`/api/v1/tickets/${id}`)).status).toBe(404);
});

test('search finds two characters', async () => {
  const { id } = await desk.inquiry(desk.a, { text: '返金してほしいです。' });
  const agent = await desk.as('agentA');
  const found = await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('返金')}`);
  expect(found.body.items.map((row) => row.id)).toEqual([id]);
});

test('a ticket is given only to somebody who can answer it: to no shop’s own person, and to no auditor', async () => {
  const supervisor = await desk.as('supervisor');
  const { id } = await desk.inquiry(desk.a);
  for (const person of ['shopA', 'auditor', 'agentB'] as const) {
    const refused = await supervisor.post(`/api/v1/tickets/${id}/assign`, { assigneeId: desk.userId(person) });
    expect({ person, ...refused }).toMatchObject({
      person,
      status: 422,
      body: { code: 'ticket.assignee_not_allowed' },
    });
  }
  const given = await supervisor.post(`/api/v1/tickets/${id}/assign`, { assigneeId: desk.userId('agentA') });
  expect(given).toMatchObject({ status: 200, body: { assigneeId: desk.userId('agentA') } });
});
