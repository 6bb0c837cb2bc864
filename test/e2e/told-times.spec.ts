import type { TicketFactsView, TicketView } from '#libs/contracts';
import { CannedResponses, StatusLinks } from '#libs/desk';
import { acknowledge } from '../support/acknowledge.js';
import type { ApiClient } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { textOf, Visitor } from '../support/visitor.js';
import { type World, world } from '../support/world.js';

let desk: World;
let clock: MovableClock;
let agent: ApiClient;
beforeAll(async () => {
  clock = new MovableClock(jst('2016-06-23 13:03'));
  desk = await world({ clock, worker: false });
  agent = await desk.as('agentAB');
  await desk.inBoth(() =>
    desk.api.app.get(CannedResponses).save({
      key: 'ack',
      language: 'ja',
      incidentId: desk.incidentId,
      title: '受付',
      summary: '',
      kana: '',
      topic: null,
      body: '{{desk.reply_estimate}}までにお返事します。',
      approvedBy: '森田 誠',
      approvedAt: jst('2016-06-22 18:30'),
      effectiveFrom: jst('2016-06-22 18:30'),
    }),
  );
});
afterAll(() => desk?.close());

const statusPage = async (id: string): Promise<string> => {
  const token = desk.api.app.get(StatusLinks).tokenFor(id, 0, 'status');
  return textOf((await new Visitor(desk.api.url).get(`/t/${token}`)).html);
};
const ticket = async (id: string): Promise<TicketView> => (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;

test('form, page, mail, canned text and console name one time, which is not before the due time', async () => {
  const form = textOf((await new Visitor(desk.api.url).get(`/d/${desk.a.desk.slug}/inquiry`)).html);
  const { id } = await desk.inquiry(desk.a, { acknowledge: true });
  // The mail is written later than the inquiry was taken in.
  clock.moveTo('2016-06-23 13:45');
  await acknowledge(desk, id);
  const { clocks, dueAt, messages } = await ticket(id);
  const { values } = (await agent.get<TicketFactsView>(`/api/v1/tickets/${id}/facts`)).body;

  expect(dueAt).toBe(jst('2016-06-24 13:03').toISOString());
  expect(clocks.told).toBe(jst('2016-06-24 13:30').toISOString());
  const told = '6月24日(金) 13時30分';
  expect(form).toContain(`${told} までにお返事します。`);
  expect(await statusPage(id)).toContain(`${told}までに、お返事します。`);
  expect(messages.find(({ automatic }) => automatic)?.bodyText).toContain(`${told}までにお返事します。`);
  expect(values.find(({ path }) => path === 'desk.reply_estimate')?.text).toBe(told);
});

test('the page admits a broken promise when the time is over that was told, not before', async () => {
  clock.moveTo('2016-06-23 13:03');
  const { id } = await desk.inquiry(desk.a);
  clock.moveTo('2016-06-24 13:29');
  expect(await statusPage(id)).toContain('13時30分までに、お返事します。');
  clock.moveTo('2016-06-24 13:31');
  expect(await statusPage(id)).toContain('お約束の時刻を過ぎています');
});

test('a time that somebody named is told as it was named', async () => {
  clock.moveTo('2016-06-23 14:00');
  const { id } = await desk.inquiry(desk.a);
  await agent.post(`/api/v1/tickets/${id}/claim`, {});
  const until = jst('2016-06-23 15:20').toISOString();
  expect((await agent.post(`/api/v1/tickets/${id}/promises`, { kind: 'answer', until })).status).toBe(201);
  expect((await ticket(id)).clocks.told).toBe(until);
  expect(await statusPage(id)).toContain('6月23日(木) 15時20分までに、お返事します。');
});
