import type { TicketApproval, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, editorOf, pressButton, signIn } from './console-person.js';

const TEXT = '藤代 恵 様\n\nお尋ねの補償につきましては、現時点で決定した事項はございません。';

let desk: ConsoleWorld;
let agent: ApiClient;
beforeAll(async () => {
  desk = await consoleWorld({ settings: { UNDO_SECONDS: '60' } });
  agent = await desk.as('agentA');
}, 120_000);
afterAll(() => desk?.close());

const claimed = async (): Promise<TicketView> => {
  const { id } = await desk.inquiry(desk.a, { topic: 'COMP', text: '補償はありますか。' });
  return (await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
};
const sentIn = async (): Promise<{ ticket: TicketView; id: string }> => {
  const ticket = await claimed();
  const body = { text: TEXT, baseVersion: ticket.version, idempotencyKey: `browser-${ticket.id}` };
  expect((await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/replies`, body)).body.state).toBe(
    'waiting_approval',
  );
  const { approval } = (await agent.get<TicketApproval>(`/api/v1/tickets/${ticket.id}/approval`)).body;
  return { ticket, id: approval!.id };
};
const now = async (id: string): Promise<TicketView> => (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;

test('an agent learns that the reply goes to somebody else, and pulls it back, by keys alone', async () => {
  const ticket = await claimed();
  const page = await signIn(desk, 'agentA', `/console/t/${ticket.number}`);
  await editorOf(page).fill(TEXT);
  await page.getByRole('button', { name: /承認へ送る/ }).waitFor();
  await page.getByText('用件のため、承認へ送ります', { exact: false }).waitFor();
  await editorOf(page).press('Control+Enter');
  await page.getByText('承認待ちです。', { exact: false }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  const back = page.getByRole('button', { name: '取り下げる' });
  await back.focus();
  await pressButton(back);
  await until('the draft is back', async () => (await editorOf(page).inputValue()) === TEXT);
  expect((await now(ticket.id)).state).toBe('open');
  await page.context().close();
});

test('a supervisor reads the mail to the letter, compares, releases and takes back, by keys alone', async () => {
  const { ticket, id } = await sentIn();
  const page = await signIn(desk, 'supervisor', '/console/approvals');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('j');
  await page.waitForURL(new RegExp(`/console/approvals/${id}`));
  await page.getByTestId('letter').getByText('お尋ねの補償につきましては', { exact: false }).waitFor();
  await page.getByText('この名義で届きます', { exact: false }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('v');
  await page.getByText('承認済みの文面を使わずに書かれた返信です。').waitFor();
  await page.keyboard.press('v');
  await page.keyboard.press('y');
  await until('it is released', async () => (await now(ticket.id)).state === 'answered');
  await page.context().close();
});

test('a return carries a reason and a sentence to its writer', async () => {
  const { ticket, id } = await sentIn();
  const page = await signIn(desk, 'supervisor', `/console/approvals/${id}`);
  await page.getByTestId('letter').waitFor();
  await page.keyboard.press('w');
  await page.getByRole('radio', { name: '表現' }).press('ArrowDown');
  await page.getByRole('textbox', { name: 'ひとこと' }).fill('期間をお確かめください。');
  await page.keyboard.press('Enter');
  await until('it is back', async () => (await now(ticket.id)).state === 'open');
  const writer = await signIn(desk, 'agentA', `/console/t/${ticket.number}`);
  await writer.getByText('森田さんから返されました(事実)').waitFor();
  await writer.getByText('期間をお確かめください。').waitFor();
  await pressButton(writer.getByRole('button', { name: '文面を下書きへ' }));
  await until('the text is a draft', async () => (await editorOf(writer).inputValue()) === TEXT);
  expect((await now(ticket.id)).assigneeName).toBe('小川');
  await Promise.all([page.context().close(), writer.context().close()]);
});

test('misuse stands over every screen of a supervisor at once', async () => {
  const page = await signIn(desk, 'supervisor', '/console/approvals');
  const { number } = await desk.inquiry(desk.a, { topic: 'MIS', text: '身に覚えのない請求があります。' });
  const banner = page.getByTestId('escalation-banner');
  await banner.getByText('被害・不正使用').waitFor();
  expect(await banner.innerText()).not.toContain('藤代');
  expect(await barriersOf(page)).toEqual([]);
  await banner.getByRole('link').press('Enter');
  await page.waitForURL(new RegExp(`/console/t/${number}`));
  await page.getByRole('button', { name: '引き受ける', exact: true }).first().waitFor();
  await page.context().close();
});

test('E hands a reporter over, and the inquiry leaves the agent', async () => {
  const ticket = await claimed();
  const worker = await signIn(desk, 'agentA', `/console/t/${ticket.number}`);
  await worker.getByTestId('ticket').waitFor();
  await worker.locator('#ticket-title').focus();
  await worker.keyboard.press('e');
  const dialog = worker.getByRole('dialog', { name: '上席へ上げる' });
  await dialog.getByLabel('理由').selectOption({ label: '報道' });
  await dialog.getByText('一覧や検索に出なくなります', { exact: false }).waitFor();
  expect(await barriersOf(worker)).toEqual([]);
  await worker.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  expect((await agent.get(`/api/v1/tickets/${ticket.id}`)).status).toBe(404);
  await worker.context().close();
});
