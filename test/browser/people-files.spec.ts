import Encoding from 'encoding-japanese';
import type { Page } from 'playwright-core';
import type { TicketView } from '#libs/contracts';
import { QualityDraws } from '#libs/desk';
import { ClockAhead } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, pressButton, signIn } from './console-person.js';

const clock = new ClockAhead();
let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ clock });
}, 120_000);
afterAll(() => desk?.close());

/** As a spreadsheet of a Japanese Windows writes it. */
const cp932 = (lines: readonly string[]): Buffer =>
  Buffer.from(
    Encoding.convert(Encoding.stringToCode(`${lines.join('\r\n')}\r\n`), {
      from: 'UNICODE',
      to: 'SJIS',
      type: 'array',
    }),
  );
const chooseFile = (page: Page, buffer: Buffer): Promise<void> =>
  page.getByLabel('CSVファイルを選ぶ').setInputFiles({ name: 'accounts.csv', mimeType: 'text/csv', buffer });
const count = async (): Promise<number> =>
  (await desk.asOwner<{ n: number }>('SELECT count(*)::int AS n FROM app_user'))[0]!.n;

test('the replies of yesterday that were drawn are judged by the sheet, and the result is seen', async () => {
  const agent = await desk.as('agentA');
  const { id } = await desk.inquiry(desk.a);
  const { version } = (await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
  const reply = { text: '藤代 恵 様\n\nお調べいたします。', baseVersion: version, idempotencyKey: `drawn-${id}` };
  await agent.post(`/api/v1/tickets/${id}/replies`, reply);
  await until('the reply is sent', async () => {
    const { messages } = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
    return messages.some(({ kind, delivery }) => kind === 'outbound' && delivery?.state === 'sent');
  });
  clock.ahead += 24 * 3_600_000;
  expect(await desk.api.app.get(QualityDraws).look()).toBe(1);

  const page = await signIn(desk, 'supervisor', '/console/quality');
  await pressButton(page.getByRole('button', { name: /小川.*未点検/ }));
  await page.getByTestId('sample').getByText('お調べいたします。').waitFor();
  await page.keyboard.press('5');
  const answered = page.getByRole('listitem').filter({ hasText: '質問に答えきっている' });
  await answered.getByText('誤り').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByLabel('ひとこと(任意)').fill('いつまでにお答えするかを書く');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: /小川.*誤り 1/ }).waitFor();
  await page.getByText('森田が', { exact: false }).waitFor();
  await page.getByText('30日で 1通のうち 1通を点検、誤りなし 0通').waitFor();
  await page.context().close();
}, 90_000);

test('the rows that are shown are those of the file that was chosen last, whichever look is answered last', async () => {
  const page = await signIn(desk, 'admin', '/console/settings/accounts?part=import');
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let seen = 0;
  await page.route('**/api/v1/accounts/import/check', async (route) => {
    seen += 1;
    const isFirst = seen === 1;
    const response = await route.fetch();
    if (isFirst) await held;
    await route.fulfill({ response });
  });
  await chooseFile(page, cp932(['氏名,メールアドレス', '初め 一,first@desk.example.jp']));
  await until('the first file is looked at', () => Promise.resolve(seen === 1));
  await chooseFile(page, cp932(['氏名,メールアドレス', '後 二,second@desk.example.jp', '後 三,third@desk.example.jp']));
  await page.getByText('登録できる 2名').waitFor();
  const arrived = page.waitForResponse('**/api/v1/accounts/import/check');
  letGo();
  await (await arrived).finished();
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  expect(await page.getByText('登録できる 2名').count()).toBe(1);
  await chooseFile(page, Buffer.alloc(0));
  await page.getByText('ファイルが空です。').waitFor();
  await chooseFile(page, Buffer.alloc(200 * 1024, 'a'));
  await page.getByText('ファイルが大きすぎます').waitFor();
  expect(await page.getByText('登録できる').count()).toBe(0);
  expect(await page.locator('footer').getByText('確かめました').count()).toBe(0);
  await page.context().close();
});

test('fifty accounts from a spreadsheet in Shift_JIS: wrong cells are named by line and column, and until they are mended nobody comes in', async () => {
  const page = await signIn(desk, 'admin', '/console/settings/accounts?part=import');
  await chooseFile(page, cp932(['氏名,電話', '髙田 恵,03']));
  await page.getByText('メールアドレスの列が見つかりません。').waitFor();
  await chooseFile(page, cp932(['氏名,メールアドレス']));
  await page.locator('#main').getByText('1行目に見出し、2行目から1行に1名を書いたファイルに').waitFor();

  const people = Array.from({ length: 50 }, (_, at) => `髙田 恵${at + 1},surge-${at + 1}@desk.example.jp,担当,,済`);
  people[3] = '髙田 恵4,surge-4 at desk,担当,,済';
  people[20] = '髙田 恵21,surge-21@desk.example.jp,部長,,済';
  people[49] = '髙田 恵50,surge-50@desk.example.jp,担当,2016/2/30,済';
  const before = await count();
  await chooseFile(page, cp932(['氏名,メールアドレス,役割,終了日,研修', ...people]));
  await page.getByText('登録できる 47名、直すもの 3名').waitFor();
  expect(await page.getByLabel('文字コード').inputValue()).toBe('shift_jis');
  const wrong = page.getByRole('row').filter({ hasText: '要修正' });
  expect((await wrong.allInnerTexts()).map((text) => text.split(/\s/)[0])).toEqual(['5', '22', '51']);
  await wrong.filter({ hasText: 'メールアドレス: メールアドレスの形ではありません' }).waitFor();
  await wrong.filter({ hasText: '役割: この役割はありません' }).waitFor();
  await wrong.filter({ hasText: '終了日: 日付として読めません' }).waitFor();
  await page.getByText('直すか飛ばすかを決めていない行が3行あります', { exact: true }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  expect(await count()).toBe(before);

  for (const [line, field, text] of [
    [5, 'メールアドレス', 'surge-4@desk.example.jp'],
    [22, '役割', '上席'],
  ] as const) {
    const cell = page.getByLabel(`${line}行目の${field}を直す`);
    await cell.fill(text);
    await cell.press('Enter');
    await cell.waitFor({ state: 'detached' });
  }
  await pressButton(wrong.getByRole('button', { name: '飛ばす' }));
  await page.getByText('登録できる 49名、直すもの 0名、飛ばすもの 1名').waitFor();
  await pressButton(page.getByRole('button', { name: '49名を登録する' }));
  await page.getByRole('heading', { name: '招待 49名' }).waitFor();
  await page.getByText('髙田 恵49 様').waitFor();
  expect(await count()).toBe(before + 49);
  await page.context().close();
}, 90_000);

test('a team among many people, and a pasted roster whose wrong cells are named by line and column', async () => {
  const page = await signIn(desk, 'supervisor', '/console/settings/roster');
  await pressButton(page.getByRole('button', { name: '班を作る' }));
  const form = page.getByRole('form', { name: '班を作る' });
  await form.getByLabel('名前', { exact: true }).fill('朝の班');
  await form.getByLabel('班長').selectOption({ label: '森田' });
  await form.getByLabel('氏名で探す').fill('小川');
  await form.getByRole('checkbox', { name: '小川' }).check();
  await form.getByLabel('氏名で探す').fill('');
  await form.getByRole('checkbox', { name: '佐藤' }).check();
  expect(await barriersOf(page)).toEqual([]);
  await pressButton(form.getByRole('button', { name: '保存する' }));
  await page.getByRole('button', { name: '朝の班 2名 · 班長 森田' }).waitFor();
  await pressButton(page.getByRole('button', { name: '班を作る' }));
  await page.getByRole('checkbox', { name: '小川 いま 朝の班' }).waitFor();
  await pressButton(page.getByRole('button', { name: '閉じる' }));

  await pressButton(page.getByRole('button', { name: '表を貼り付ける' }));
  const [today, next] = [0, 1].map((days) => {
    const day = new Date(clock.now().getTime() + (days * 24 + 9) * 3_600_000);
    return `${day.getUTCMonth() + 1}/${day.getUTCDate()}`;
  });
  const text = page.getByLabel('表計算の表、またはCSV');
  await text.fill(`氏名\t${today}\t${next}\n小川\t10-19\t休\n佐藤\t9-25\t\nいない人\t10-19\t`);
  await pressButton(page.getByRole('button', { name: '確かめる' }));
  await page.getByText('3行目・2列目「9-25」: 時刻として読めません').waitFor();
  await page.getByText('4行目・1列目「いない人」: この人は見つかりません').waitFor();
  expect(await desk.asOwner('SELECT 1 FROM shift')).toEqual([]);
  await text.fill(`氏名\t${today}\t${next}\n小川\t10-19\t休\n佐藤\t9-15\t13:00～22:00`);
  await pressButton(page.getByRole('button', { name: '確かめる' }));
  await page.getByText('勤務 3件、休み 1件、読めないところ 0件').waitFor();
  await pressButton(page.getByRole('region', { name: '表を貼り付ける' }).getByRole('button', { name: '保存する' }));
  await text.waitFor({ state: 'detached' });
  await until('the shifts are stored', async () => (await desk.asOwner('SELECT 1 FROM shift')).length === 3);
  await page.context().close();
}, 90_000);
