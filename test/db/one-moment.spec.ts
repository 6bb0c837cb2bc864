import { Database, Repository, TenantScope } from '#libs/platform';
import { type World, world } from '../support/world.js';

class Probe extends Repository {
  async messages(ticketId: string): Promise<number> {
    const row = await this.one<{ count: number }>('SELECT count(*)::int AS count FROM message WHERE ticket_id = $1', [
      ticketId,
    ]);
    return row!.count;
  }
}

let desk: World;
beforeAll(async () => {
  desk = await world({ worker: false });
});
afterAll(() => desk?.close());

/** Counts a ticket's messages, lets a colleague write one, and counts again in the same transaction. */
const countTwice = async (reading: 'newest' | 'one_moment'): Promise<[number, number]> => {
  const { id } = await desk.inquiry(desk.a);
  const agent = await desk.as('agentA');
  const probe = new Probe();
  return desk.api.app.get(Database).transaction(
    TenantScope.of(desk.a.tenantId),
    async () => {
      const before = await probe.messages(id);
      expect((await agent.post(`/api/v1/tickets/${id}/notes`, { text: 'メモ' })).status).toBe(201);
      return [before, await probe.messages(id)];
    },
    reading,
  );
};

test('a view of several statements shows one moment; a verb sees the newest', async () => {
  expect(await countTwice('one_moment')).toEqual([1, 1]);
  expect(await countTwice('newest')).toEqual([1, 2]);
});
