import { TicketIntake } from '#libs/desk';
import { afterCommit, Database, Repository, TenantScope } from '#libs/platform';
import { type World, world } from '../support/world.js';

class Probe extends Repository {
  say(ticketId: string, words: string): Promise<unknown[]> {
    return this.query('UPDATE ticket SET excerpt = $2 WHERE id = $1', [ticketId, words]);
  }

  /** No ticket can be in such a state. */
  fail(ticketId: string): Promise<unknown[]> {
    return this.query(`UPDATE ticket SET state = 'nowhere' WHERE id = $1`, [ticketId]);
  }

  /** The same, and nobody waits for the answer. */
  failUnseen(ticketId: string): void {
    this.write(`UPDATE ticket SET state = 'nowhere' WHERE id = $1`, [ticketId]);
  }

  async words(ticketId: string): Promise<string | undefined> {
    const row = await this.one<{ excerpt: string }>('SELECT excerpt FROM ticket WHERE id = $1', [ticketId]);
    return row?.excerpt;
  }
}

const probe = new Probe();
let desk: World;
let database: Database;
let scope: TenantScope;
beforeAll(async () => {
  desk = await world({ worker: false });
  database = desk.api.app.get(Database);
  scope = TenantScope.of(desk.a.tenantId);
});
afterAll(() => desk?.close());

test('a transaction whose statement failed unnoticed says that nothing was committed', async () => {
  const { id } = await desk.inquiry(desk.a);
  let told = 0;
  const swallowed = database.transaction(scope, async () => {
    afterCommit(() => (told += 1));
    await probe.say(id, '消える文');
    await probe.fail(id).catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow('nothing was committed');
  expect(told).toBe(0);
  expect(await database.transaction(scope, () => probe.words(id))).not.toBe('消える文');
});

test.each([
  ['when nothing follows', () => Promise.resolve()],
  ['when another statement fails after it', (id: string) => probe.words(id)],
  ['when the work gives up', () => Promise.reject(new Error('gave up'))],
])('a write that nobody waited for fails the transaction with its own error: %s', async (_, follow) => {
  const { id } = await desk.inquiry(desk.a);
  let told = 0;
  const failed = database.transaction(scope, async () => {
    afterCommit(() => (told += 1));
    await probe.say(id, '消える文');
    probe.failUnseen(id);
    await follow(id);
  });
  await expect(failed).rejects.toThrow('ticket_state_check');
  expect(told).toBe(0);
  expect(await database.transaction(scope, () => probe.words(id))).not.toBe('消える文');
});

test('one inquiry sent many times at once is one ticket, and each sender learns its number', async () => {
  const send = () =>
    database.transaction(scope, () =>
      desk.api.app.get(TicketIntake).accept({
        desk: desk.a.desk,
        channel: 'form',
        language: 'ja',
        topic: 'AFF',
        subject: null,
        text: '同時に届いた問い合わせです。',
        requester: { name: '藤代 恵' },
        intakeKey: 'sent-many-times',
      }),
    );
  const accepted = await Promise.all(Array.from({ length: 20 }, send));
  const [first, ...others] = accepted.filter(({ duplicate }) => !duplicate);
  expect(others).toEqual([]);
  for (const each of accepted) {
    expect(each).toMatchObject({ ticketId: first!.ticketId, number: first!.number, messageId: first!.messageId });
  }
});
