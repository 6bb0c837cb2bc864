import { TicketIntake } from '#libs/desk';
import { afterCommit, Database, Repository, TenantScope } from '#libs/platform';
import { type World, world } from '../support/world.js';

const SAY = 'UPDATE ticket SET excerpt = $2 WHERE id = $1 RETURNING excerpt';

class Probe extends Repository {
  say(ticketId: string, words: string): Promise<unknown[]> {
    return this.query(SAY, [ticketId, words]);
  }

  sayLast(ticketId: string, words: string): Promise<unknown[]> {
    return this.last(SAY, [ticketId, words]);
  }

  /** No ticket can be in such a state. */
  fail(ticketId: string): Promise<unknown[]> {
    return this.query(`UPDATE ticket SET state = 'nowhere' WHERE id = $1`, [ticketId]);
  }

  failLast(ticketId: string): Promise<unknown[]> {
    return this.last(`UPDATE ticket SET state = 'nowhere' WHERE id = $1`, [ticketId]);
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

const wordsOf = (id: string): Promise<string | undefined> => database.transaction(scope, () => probe.words(id));

describe('the last statement of a transaction', () => {
  test('is committed when the transaction answers, and what waits for the commit has run', async () => {
    const { id } = await desk.inquiry(desk.a);
    let told = 0;
    await database.transaction(scope, async () => {
      await probe.sayLast(id, '最後の文');
      afterCommit(() => (told += 1));
    });
    expect({ words: await wordsOf(id), told }).toEqual({ words: '最後の文', told: 1 });
  });

  test('is followed by nothing', async () => {
    const { id } = await desk.inquiry(desk.a);
    const late = database.transaction(scope, async () => {
      await probe.sayLast(id, '最後の文');
      await probe.say(id, '遅い文');
    });
    await expect(late).rejects.toThrow('has had its last statement');
    expect(await wordsOf(id)).toBe('最後の文');
  });

  test('takes along what was written before it when it fails', async () => {
    const { id } = await desk.inquiry(desk.a);
    const before = await wordsOf(id);
    let told = 0;
    const failed = database.transaction(scope, async () => {
      afterCommit(() => (told += 1));
      await probe.say(id, '消える文');
      await probe.failLast(id);
    });
    await expect(failed).rejects.toMatchObject({ code: '23514' });
    expect({ words: await wordsOf(id), told }).toEqual({ words: before, told: 0 });
  });

  test('runs again with all of its transaction after a deadlock', async () => {
    const [one, two] = [await desk.inquiry(desk.a), await desk.inquiry(desk.a)];
    let holding = 0;
    let meet: () => void = () => undefined;
    const met = new Promise<void>((resolve) => (meet = resolve));
    const crossing = (first: string, second: string, words: string) =>
      database.transaction(scope, async () => {
        await probe.say(first, words);
        holding += 1;
        if (holding === 2) meet();
        await met;
        await probe.sayLast(second, words);
      });
    await Promise.all([crossing(one.id, two.id, '甲'), crossing(two.id, one.id, '乙')]);
    expect(holding).toBe(3);
    // Whoever ran again came last, and wrote both.
    expect(await wordsOf(one.id)).toBe(await wordsOf(two.id));
  });
});

test('a transaction whose statement failed unnoticed says that nothing was committed', async () => {
  const { id } = await desk.inquiry(desk.a);
  const swallowed = database.transaction(scope, async () => {
    await probe.say(id, '消える文');
    await probe.fail(id).catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow('nothing was committed');
  expect(await wordsOf(id)).not.toBe('消える文');
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
        isWhole: true,
      }),
    );
  const accepted = await Promise.all(Array.from({ length: 20 }, send));
  const [first] = accepted.filter(({ duplicate }) => !duplicate);
  expect(accepted.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  for (const each of accepted) {
    expect(each).toMatchObject({ ticketId: first!.ticketId, number: first!.number, messageId: first!.messageId });
  }
});
