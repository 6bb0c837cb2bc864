import { until } from '../support/until.js';
import type { OutboxPage } from '#libs/contracts';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(() => desk?.close());

test('a desk on a port that the system chose sends links that lead to it', async () => {
  const agent = await desk.as('agentA');
  await desk.inquiry(desk.a, { acknowledge: true });
  const page = await until('the mail is in the outbox', async () => {
    const { body } = await agent.get<OutboxPage>('/api/v1/outbox');
    return body.items.length > 0 && body;
  });
  const links = page.items[0]!.text.match(/https?:\/\/\S+/g) ?? [];
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(new URL(link).origin).toBe(desk.api.url);
});
