import { MessageDeliverJob } from '#libs/channels';
import type { TicketPage, TicketView } from '#libs/contracts';
import { acknowledge } from '../support/acknowledge.js';
import { headerOf, MailServer } from '../support/mail-server.js';
import { MovableClock } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

const RUN = { attempt: 1, last: false };

let relay: MailServer;
beforeAll(async () => {
  relay = await MailServer.start();
});
beforeEach(() => relay.clear());
afterAll(() => relay?.stop());

/** An acknowledgement to each address waits; gives the ids of the messages in this order. */
const waiting = async (desk: World, addresses: readonly string[]): Promise<string[]> => {
  const ids: string[] = [];
  for (const email of addresses) {
    const { id } = await desk.inquiry(desk.a, { requester: { name: '藤代 恵', email }, acknowledge: true });
    ids.push(await acknowledge(desk, id));
  }
  return ids;
};

describe('on a clock that stands', () => {
  const clock = new MovableClock(new Date('2026-04-01T01:00:00Z'));
  let desk: World;
  beforeAll(async () => {
    const settings = {
      SMTP_RELAY_URL: relay.url,
      MAIL_PER_MINUTE: '62',
      MAIL_AT_ONCE: '2',
      MAIL_CARRIER_PER_MINUTE: '7',
      MAIL_CARRIER_AT_ONCE: '1',
    };
    desk = await world({ settings, worker: false, clock });
  });
  afterAll(() => desk?.close());

  const job = () => desk.api.app.get(MessageDeliverJob);
  const payload = (messageId: string) => ({ tenantId: desk.a.tenantId, messageId });
  const load = (messageId: string) => desk.inBoth(() => job().load(payload(messageId), RUN));
  const finish = async (messageId: string): Promise<boolean> => {
    const loaded = await load(messageId);
    if (!loaded) return false;
    await desk.inBoth(() => job().record(payload(messageId), loaded, { kind: 'sent' }));
    return true;
  };
  const comesBackAt = async (messageId: string): Promise<number> => {
    const [row] = await desk.asOwner<{ at: Date }>('SELECT run_at AS at FROM graphile_worker.jobs WHERE key = $1', [
      `deliver ${messageId}`,
    ]);
    return row!.at.getTime() - clock.now().getTime();
  };

  test('what is over the pace comes back at a time of its own, and its tries are not counted', async () => {
    const ids = await waiting(
      desk,
      Array.from({ length: 5 }, (_, n) => `p${n}@pace.example.jp`),
    );
    expect(await Promise.all(ids.slice(0, 2).map(finish))).toEqual([true, true]);
    const times: number[] = [];
    for (const id of ids.slice(2)) {
      expect(await finish(id)).toBe(false);
      times.push(await comesBackAt(id));
    }
    times.forEach((time, n) => {
      expect(time).toBeGreaterThanOrEqual((n + 1) * 1_000);
      expect(time).toBeLessThan((n + 1.5) * 1_000);
    });
    clock.pass(3.1);
    for (const id of ids.slice(2)) expect(await finish(id)).toBe(true);
    const agent = await desk.as('agentAB');
    const { items } = (await agent.get<TicketPage>('/api/v1/tickets')).body;
    for (const { id } of items) {
      const { messages } = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
      expect(messages.at(-1)!.delivery).toMatchObject({ state: 'sent', attempts: 1 });
    }
  });

  test('another domain does not wait for this one, a carrier’s domains wait for each other', async () => {
    const [docomo, sub, au, other] = await waiting(desk, [
      'a..b@docomo.ne.jp',
      'x@mb.docomo.ne.jp',
      'x@ezweb.ne.jp',
      'x@other.example.jp',
    ]);
    expect(await finish(docomo!)).toBe(true);
    expect(await finish(sub!)).toBe(false);
    expect(await comesBackAt(sub!)).toBeGreaterThan(8_500);
    expect(await finish(au!)).toBe(true);
    expect(await finish(other!)).toBe(true);
  });

  test('no more than allowed are on their way at once, and a place is given back', async () => {
    const ids = await waiting(
      desk,
      Array.from({ length: 3 }, (_, n) => `s${n}@slots.example.jp`),
    );
    const [first, second] = [await load(ids[0]!), await load(ids[1]!)];
    expect([first, second]).not.toContain(null);
    clock.pass(5);
    expect(await load(ids[2]!)).toBeNull();
    await desk.inBoth(() => job().record(payload(ids[0]!), first!, { kind: 'sent' }));
    clock.pass(5);
    expect(await load(ids[2]!)).not.toBeNull();
  });

  test('times that a stopped worker missed do not all come due at once', async () => {
    const ids = await waiting(
      desk,
      Array.from({ length: 6 }, (_, n) => `m${n}@missed.example.jp`),
    );
    for (const id of ids) await finish(id);
    clock.pass(3600);
    const sent = [];
    for (const id of ids.slice(2)) sent.push(await finish(id));
    expect(sent).toEqual([true, true, false, false]);
  });

  test('a later mail of a ticket does not overtake an earlier one, and does not wait for it for ever', async () => {
    const agent = await desk.as('agentAB');
    const { id } = await desk.inquiry(desk.a, {
      acknowledge: true,
      requester: { name: '恵', email: 'x@order.example.jp' },
    });
    const acknowledgement = await acknowledge(desk, id);
    clock.pass(1);
    const { body } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
    const replied = await agent.post<TicketView>(`/api/v1/tickets/${id}/replies`, {
      text: 'お答えいたします。',
      baseVersion: body.version,
      idempotencyKey: 'pace-order',
    });
    const answer = replied.body.messages.findLast(({ kind }) => kind === 'outbound');
    expect(await finish(answer!.id)).toBe(false);
    // It looks again a second later by the clock of those who run it, whatever the desk's own clock says.
    const [again] = await desk.asOwner<{ seconds: number }>(
      'SELECT extract(epoch FROM run_at - now())::float8 AS seconds FROM graphile_worker.jobs WHERE key = $1',
      [`deliver ${answer!.id}`],
    );
    expect(Math.abs(again!.seconds)).toBeLessThan(60);
    expect(await finish(acknowledgement)).toBe(true);
    expect(await finish(answer!.id)).toBe(true);

    const stuck = await desk.inquiry(desk.a, {
      acknowledge: true,
      requester: { name: '恵', email: 'x@stuck.example.jp' },
    });
    await acknowledge(desk, stuck.id);
    clock.pass(1);
    const claimed = await agent.post<TicketView>(`/api/v1/tickets/${stuck.id}/claim`);
    const late = await agent.post<TicketView>(`/api/v1/tickets/${stuck.id}/replies`, {
      text: 'お答えいたします。',
      baseVersion: claimed.body.version,
      idempotencyKey: 'pace-stuck',
    });
    const last = late.body.messages.findLast(({ kind }) => kind === 'outbound')!;
    expect(await finish(last.id)).toBe(false);
    clock.pass(16 * 60);
    expect(await finish(last.id)).toBe(true);
  });
});

test('with workers, everything arrives once, at the pace, and in each ticket’s order', async () => {
  const settings = { SMTP_RELAY_URL: relay.url, MAIL_PER_MINUTE: '242', MAIL_AT_ONCE: '2' };
  const desk = await world({ settings });
  try {
    const began = Date.now();
    for (let n = 0; n < 12; n += 1) {
      const requester = { name: '恵', email: `w${n}@flow.example.jp` };
      await desk.inquiry(desk.a, { requester, acknowledge: true });
    }
    await until('all mails', async () => relay.received.length === 12, 20);
    // Two at once, then one in each quarter of a second.
    expect(Date.now() - began).toBeGreaterThan(9 * 250);
    expect(new Set(relay.received.map((mail) => headerOf(mail, 'message-id')[0])).size).toBe(12);
  } finally {
    await desk.close();
  }
});
