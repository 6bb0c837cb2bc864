import { randomUUID } from 'node:crypto';
import type { TicketView } from '#libs/contracts';
import { TicketFollowUps } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import { type World, world } from '../support/world.js';

/** Whatever the door and whatever the field: a card number that somebody writes is in no row of the database. */

const CARD = '4111-1111-1111-1111';
const WRITTEN = `番号は ${CARD}`;

let desk: World;
beforeAll(async () => {
  desk = await world({ worker: false });
});
afterAll(() => desk.close());

/** Tables of both shops with a row that has the number in any column. */
const tablesWithNumber = (): Promise<string[]> =>
  desk.inBoth(async () => {
    const { manager } = currentTransaction();
    const tables = (await manager.query(
      `SELECT DISTINCT table_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name = 'tenant_id' ORDER BY 1`,
    )) as { name: string }[];
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = (await manager.query(
        `SELECT 1 FROM "${name}" t WHERE t::text ~ '4111\\D{0,3}1111' LIMIT 1`,
      )) as unknown[];
      if (rows.length > 0) found.push(name);
    }
    return found;
  });

test('a call, its promise and what is written later', async () => {
  const agent = await desk.as('agentA');
  const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const call = await agent.post<TicketView>('/api/v1/calls', {
    deskId: desk.a.desk.id,
    callerName: WRITTEN,
    callerKana: WRITTEN,
    callerPhone: CARD,
    callerRole: 'self',
    topic: 'CARD',
    text: WRITTEN,
    outcome: 'callback_promised',
    promise: { kind: 'callback', from: inHours(20), until: inHours(21), say: WRITTEN, limits: WRITTEN },
    idempotencyKey: randomUUID(),
  });
  expect({ status: call.status, body: call.text.slice(0, 200) }).toMatchObject({ status: 201 });
  const { id } = call.body;
  expect((await agent.post(`/api/v1/tickets/${id}/notes`, { text: WRITTEN })).status).toBe(201);
  await desk.inBoth(() =>
    desk.api.app
      .get(TicketFollowUps)
      .append(id, { channel: 'email', subject: WRITTEN, fromName: WRITTEN, text: WRITTEN }),
  );
  expect(await tablesWithNumber()).toEqual([]);
});

test('what the writer and the second person of a reply say to each other', async () => {
  const [agent, senior] = [await desk.as('agentA'), await desk.join(['senior_agent'], desk.a)];
  const { id } = await desk.inquiry(desk.a, { topic: 'MIS' });
  const taken = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
  const held = await agent.post<TicketView>(`/api/v1/tickets/${id}/replies`, {
    text: '藤代 恵様\n\n確認して、あらためてご連絡いたします。',
    baseVersion: taken.body.version,
    idempotencyKey: randomUUID(),
    approvalNote: WRITTEN,
    warningReason: WRITTEN,
  });
  expect(held.body.state).toBe('waiting_approval');
  const [waiting] = (await senior.get<{ items: { id: string }[] }>('/api/v1/approvals')).body.items;
  await senior.post(`/api/v1/approvals/${waiting!.id}/open`);
  const returned = await senior.post(`/api/v1/approvals/${waiting!.id}/return`, {
    textVersion: 1,
    code: 'wording',
    words: WRITTEN,
  });
  expect({ status: returned.status, body: returned.text.slice(0, 300) }).toMatchObject({ status: 200 });
  expect(await tablesWithNumber()).toEqual([]);
});
