import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, pressButton, signIn } from './console-person.js';

let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
}, 120_000);
afterAll(() => desk?.close());

test('the own state is changed by keys, and signing out asks what becomes of the tickets in hand', async () => {
  const { id } = await desk.inquiry(desk.a);
  const page = await signIn(desk, 'agentA', '/console/queue/waiting');
  const own = page.getByTestId('own-state');
  await own.filter({ hasText: '受付可' }).waitFor();
  await page.keyboard.press('Alt+s');
  await page.getByRole('menuitem', { name: '離席' }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('menuitem', { name: '離席' }).press('Enter');
  await own.filter({ hasText: '離席' }).waitFor();
  const supervisor = await desk.as('supervisor');
  await supervisor.post(`/api/v1/tickets/${id}/assign`, { assigneeId: desk.userId('agentA') });
  await pressButton(page.getByRole('button', { name: /^自分のメニュー/ }));
  await page.getByRole('menuitem', { name: 'ログアウト', exact: true }).press('Enter');
  const answer = page.getByRole('button', { name: '返却してログアウト' });
  await answer.waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await answer.press('Enter');
  await page.waitForURL(`${desk.api.url}/login`);
  const ticket = await supervisor.get<{ assigneeId: string | null }>(`/api/v1/tickets/${id}`);
  expect(ticket.body.assigneeId).toBeNull();
  await page.context().close();
}, 90_000);

test('a file with a fault is mended where it stands, slips are handed out, and an invited person comes in', async () => {
  const page = await signIn(desk, 'admin', '/console/settings/accounts?part=import');
  // While the shops are on their way, no file can be chosen that nobody would read.
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/api/v1/desks', async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await page.getByRole('heading', { name: '利用者', exact: true }).waitFor();
  expect(await page.getByLabel('CSVファイルを選ぶ').count()).toBe(0);
  letGo();
  const content = '氏名,メールアドレス\n水野 沙織,mizuno@desk.example.jp\n佐野 遥,sano at desk\n';
  await page
    .getByLabel('CSVファイルを選ぶ')
    .setInputFiles({ name: 'accounts.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
  const wrong = page.getByLabel('3行目のメールアドレスを直す');
  await wrong.waitFor();
  expect(await page.getByRole('button', { name: /名を登録する/ }).getAttribute('aria-disabled')).toBe('true');
  expect(await barriersOf(page)).toEqual([]);
  await wrong.fill('sano@desk.example.jp');
  await wrong.press('Enter');
  await pressButton(page.getByRole('button', { name: '2名を登録する' }));
  await page.getByRole('heading', { name: '招待 2名' }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  const link = (await page.getByRole('listitem').filter({ hasText: '水野 沙織' }).locator('code').textContent())!;
  const context = await desk.browser.newContext({ locale: 'ja-JP' });
  const invited = await context.newPage();
  await invited.goto(desk.api.url + new URL(link).pathname);
  await invited.getByRole('heading', { name: '水野 沙織 さん、ようこそ' }).waitFor();
  expect(await barriersOf(invited)).toEqual([]);
  await invited.locator('#password').fill('seven quiet herons 7');
  await invited.locator('#password').press('Enter');
  await invited.getByRole('link', { name: 'ログインへ' }).press('Enter');
  await invited.locator('#email').fill('mizuno@desk.example.jp');
  await invited.locator('#password').fill('seven quiet herons 7');
  await invited.locator('#password').press('Enter');
  await invited.getByTestId('own-state').filter({ hasText: '受付可' }).waitFor();
  await context.close();
  await page.context().close();
}, 90_000);

test('a shift is typed into the grid and is there after a reload', async () => {
  const page = await signIn(desk, 'supervisor', '/console/settings/roster');
  const cell = page.getByRole('textbox', { name: /^小川 / }).first();
  await cell.fill('10-14、15-19');
  await cell.press('Enter');
  await until('the shift is stored', async () => (await desk.asOwner('SELECT 1 FROM shift')).length === 2);
  await page.reload();
  await page
    .getByRole('textbox', { name: /^小川 / })
    .first()
    .waitFor();
  expect(
    await page
      .getByRole('textbox', { name: /^小川 / })
      .first()
      .inputValue(),
  ).toBe('10-14、15-19');
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
}, 90_000);
