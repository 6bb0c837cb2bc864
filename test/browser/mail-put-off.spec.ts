import type { DeliveryView, TicketView } from '#libs/contracts';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { MailServer } from '../support/mail-server.js';
import { until } from '../support/until.js';
import { barriersOf, signIn } from './console-person.js';

let relay: MailServer;
let desk: ConsoleWorld;
beforeAll(async () => {
  relay = await MailServer.start();
  desk = await consoleWorld({ settings: { SMTP_RELAY_URL: relay.url } });
});
afterAll(async () => {
  await desk?.close();
  await relay?.stop();
});

test.each([
  ['ja-JP', 'light', 'まだ送れていません', /に書かれてから、まだ送り出せていません。.*に、自動でもう一度送ります。/],
  ['en-GB', 'dark', 'Not sent yet', /has not left yet\. It is sent again automatically on /],
] as const)(
  'a reply that the relay puts off says in words that it has not left and when it is tried again, %s',
  async (locale, colorScheme, word, sentence) => {
    relay.answers.push(...Array.from({ length: 6 }, () => ({ code: 451, text: '4.7.1 greylisted' })));
    const { id, number } = await desk.inquiry(desk.a);
    const agent = await desk.as('agentA');
    const { body: claimed } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
    const text = '中継サーバーに待たされるお答えです。';
    const reply = { text, baseVersion: claimed.version, idempotencyKey: `put-off-${locale}`, then: 'answered' };
    expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).status).toBe(201);
    const delivery = async (): Promise<DeliveryView> => {
      const { body } = await agent.get<TicketView>(`/api/v1/tickets/${id}`);
      return body.messages.findLast(({ kind }) => kind === 'outbound')!.delivery!;
    };
    await until('it is put off', async () => (await delivery()).nextAttemptAt !== null, 20);
    const page = await signIn(desk, 'agentA', `/console/t/${number}`, { locale, colorScheme });
    const message = page.getByRole('article').filter({ hasText: text });
    await message.getByText(word, { exact: true }).waitFor();
    await message.getByText(sentence).waitFor();
    await message.getByText('451 4.7.1 greylisted').waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.context().close();
    relay.answers.length = 0;
    await until('it has left', async () => (await delivery()).state === 'sent', 60);
  },
  120_000,
);
