import http from 'node:http';
import { text } from 'node:stream/consumers';
import type { TicketPage, TicketRow, TicketView } from '#libs/contracts';
import { parseReferenceNumber } from '#libs/contracts';
import { DesksService, StatusLinks } from '#libs/desk';
import { acknowledge } from '../support/acknowledge.js';
import type { ApiClient } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { fieldsOf, type PageAnswer, textOf, unescaped, Visitor } from '../support/visitor.js';
import { type World, world } from '../support/world.js';

/** Real time, moved on by hand: nobody waits for a form to grow old. */

const clock = new ClockAhead();
const ANSWERS = {
  notice: 'received',
  name: '藤代 恵',
  kana: 'フジシロ メグミ',
  email: 'm.fujishiro@mail.example.jp',
  emailConfirm: 'm.fujishiro@mail.example.jp',
  phone: '０９０−１２３４−５６７８',
  topic: 'AFF',
  text: '私の注文は対象でしょうか。\nよろしくお願いします。',
  consent: 'yes',
};
const FORM = '/d/komorebi-a/inquiry';

let desk: World;
let visitor: Visitor;
let agent: ApiClient;

beforeAll(async () => {
  desk = await world({ clock, worker: false });
  visitor = new Visitor(desk.api.url);
  agent = await desk.as('agentAB');
});
afterAll(async () => {
  await desk.close();
});

/** What agents of both shops see in their queue. */
const tickets = async (): Promise<TicketRow[]> => (await agent.get<TicketPage>('/api/v1/tickets?limit=100')).body.items;
const ticket = async (number: string): Promise<TicketView> =>
  (await agent.get<TicketView>(`/api/v1/tickets/${number}`)).body;

/** Opens the form and takes the time that a person takes. */
const openForm = async (path = FORM): Promise<PageAnswer> => {
  const page = await visitor.get(path);
  clock.ahead += 60_000;
  return page;
};

const confirmed = async (answers: Record<string, string> = ANSWERS, path = FORM): Promise<PageAnswer> =>
  visitor.submit(await openForm(path), { ...answers, step: 'confirm' });

const numberOn = (page: PageAnswer): string => /\d{3}-\d{4,}-\d/.exec(textOf(page.html))![0];

describe('the inquiry form', () => {
  test('input, confirm, send: a reference number at once, and a ticket in the queue of that shop', async () => {
    const confirm = await confirmed();
    expect(confirm.status).toBe(200);
    expect(textOf(confirm.html)).toContain('を押すまで、送信されません');
    expect(textOf(confirm.html)).toContain('０９０−１２３４−５６７８');
    expect(await tickets()).toEqual([]);
    const done = await visitor.submit(confirm, { step: 'send' });
    expect(done.status).toBe(200);
    expect(done.path).toMatch(/^\/d\/komorebi-a\/inquiry\/done\?r=[a-z2-7]+$/);
    expect(done.html).toContain('>受付番号<');
    expect(parseReferenceNumber(numberOn(done))).toBe(numberOn(done));
    const found = await ticket(numberOn(done));
    expect(found).toMatchObject({
      deskId: desk.a.desk.id,
      channel: 'form',
      state: 'new',
      topic: 'AFF',
      language: 'ja',
    });
    expect(found.requester).toMatchObject({
      name: '藤代 恵',
      phone: '０９０−１２３４−５６７８',
      email: ANSWERS.email,
      noticeReceived: 'received',
    });
    expect(found.messages.find((message) => message.kind === 'inbound')?.bodyText).toBe(ANSWERS.text);
  });

  test('the acknowledgement holds nothing that the sender wrote', async () => {
    const done = await visitor.submit(await confirmed({ ...ANSWERS, name: '珍妙 太郎', text: '秘密の言葉' }), {
      step: 'send',
    });
    const { id } = await ticket(numberOn(done));
    await acknowledge(desk, id);
    const { messages } = await ticket(id);
    const mail = messages.find((message) => message.automatic)!;
    expect(mail.delivery?.state).toBe('queued');
    expect(`${mail.subject} ${mail.bodyText}`).not.toMatch(/珍妙|秘密/);
    expect(mail.bodyText).toContain('お問い合わせ');
  });

  test('sent twice, reloaded, or sent again after going back: one ticket, one page', async () => {
    const before = (await tickets()).length;
    const confirm = await confirmed({ ...ANSWERS, text: '二度押しました。' });
    const pages = await Promise.all([1, 2, 3].map(() => visitor.submit(confirm, { step: 'send' })));
    const again = await visitor.submit(confirm, { step: 'send' });
    const reloaded = await visitor.get(again.path);
    expect(new Set([...pages, again, reloaded].map(numberOn)).size).toBe(1);
    expect((await tickets()).length).toBe(before + 1);
  });

  test('whoever goes back behind the receipt and confirms the same words is led to the same receipt', async () => {
    const form = await openForm();
    const asked = { ...ANSWERS, text: '送ったあとに戻りました。' };
    const confirm = await visitor.submit(form, { ...asked, step: 'confirm' });
    const sent = await visitor.submit(confirm, { step: 'send' });
    const again = await visitor.submit(form, { ...asked, step: 'confirm' });
    expect(again.path).toBe(sent.path);
    const changed = await visitor.submit(form, { ...asked, text: '書き足しました。', step: 'confirm' });
    expect(textOf(changed.html)).toContain('を押すまで、送信されません');
  });

  test('the other language takes along what was typed, from the form and from the confirmation', async () => {
    const form = await openForm();
    const [button] = /<button class="other"[^>]*>/.exec(form.html)!;
    expect(unescaped(button)).toContain(`formaction="${FORM}?lang=en"`);
    expect(button).toContain('value="edit"');
    const english = await visitor.post(`${FORM}?lang=en`, { ...fieldsOf(form.html), ...ANSWERS, step: 'edit' });
    expect(english.status).toBe(200);
    expect(english.html).toContain('<html lang="en">');
    expect(fieldsOf(english.html)).toMatchObject(ANSWERS);
    const confirm = await visitor.submit(english, { step: 'confirm' });
    expect(/<button class="other"[^>]*>/.exec(confirm.html)![0]).toContain('value="confirm"');
    const japanese = await visitor.post(FORM, { ...fieldsOf(confirm.html), step: 'confirm' });
    expect(textOf(japanese.html)).toContain('この内容で送信します');
  });

  test('a form that was closed while somebody wrote says that nothing was sent, and shows the words', async () => {
    const { id: _, ...short } = desk.a.desk;
    const closesAt = new Date(clock.now().getTime() + 30 * 60_000);
    const replyFrom = 'short@komorebi-a.example.jp';
    await desk.inBoth(() =>
      desk.api.app.get(DesksService).open({ ...short, slug: 'komorebi-short', replyFrom, closesAt }),
    );
    const path = '/d/komorebi-short/inquiry';
    const written = '長く書いていました。\nカードは4111111111111111です。';
    const confirm = await confirmed({ ...ANSWERS, text: written }, path);
    clock.ahead += 31 * 60_000;
    for (const step of ['confirm', 'send']) {
      const closed = await visitor.submit(confirm, { step });
      expect(textOf(closed.html)).toContain('お書きになった内容は送信されていません');
      expect(textOf(closed.html)).toContain('長く書いていました。');
      expect(closed.html).not.toContain('4111');
    }
    expect(textOf((await openForm(path)).html)).not.toContain('送信されていません');
  });

  test('a desk whose time is over offers neither its telephone, nor its address, nor its form on any page', async () => {
    const { id: _, ...brief } = desk.a.desk;
    const closesAt = new Date(clock.now().getTime() + 30 * 60_000);
    const replyFrom = 'brief@komorebi-a.example.jp';
    const phoneNumber = '03-0000-0399';
    await desk.inBoth(() =>
      desk.api.app.get(DesksService).open({ ...brief, slug: 'komorebi-brief', phoneNumber, replyFrom, closesAt }),
    );
    const ways = ['href="tel:', `href="mailto:${replyFrom}"`, 'href="/d/komorebi-brief/inquiry"'];
    const askUs = 'フォームかお電話で';
    expect(textOf((await visitor.get('/d/komorebi-brief')).html)).toContain(askUs);
    const offered = async (page: string): Promise<boolean[]> => {
      const { html } = await visitor.get(`/d/komorebi-brief${page}`);
      return ways.map((way) => html.includes(way));
    };
    for (const page of ['', '/faq', '/statements']) expect(await offered(page)).toEqual([true, true, true]);
    clock.ahead += 31 * 60_000;
    for (const page of ['', '/faq', '/statements', '/inquiry']) {
      expect(await offered(page)).toEqual([false, false, false]);
    }
    expect(textOf((await visitor.get('/d/komorebi-brief')).html)).not.toContain(askUs);
  });

  test('something changed after going back is another inquiry, not a lost one', async () => {
    const confirm = await confirmed({ ...ANSWERS, text: 'はじめの文です。' });
    const first = await visitor.submit(confirm, { step: 'send' });
    const second = await visitor.submit(confirm, { step: 'send', text: '書き足した文です。' });
    expect(numberOn(second)).not.toBe(numberOn(first));
  });

  test('every fault is named with its remedy, on top and at the field, and all input is kept', async () => {
    const before = (await tickets()).length;
    const page = await visitor.submit(await openForm(), {
      ...ANSWERS,
      name: '',
      emailConfirm: 'm.fujishiro@mail.example',
      phone: '12',
      topic: '',
      text: '<script>alert("&")</script>',
      step: 'confirm',
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain('<title>4か所、入力をお確かめください: 本件専用お問い合わせフォーム');
    expect(textOf(page.html)).toMatch(/本件専用お問い合わせフォーム +4か所、入力をお確かめください/);
    for (const field of ['name', 'emailConfirm', 'phone', 'topic']) {
      expect(page.html).toContain(`href="#${field}"`);
      expect(page.html).toContain(`id="${field}-fault"`);
    }
    expect(textOf(page.html)).toContain('末尾の「.jp」をお確かめください');
    expect(page.html).not.toContain('<script');
    expect(fieldsOf(page.html)).toMatchObject({
      kana: ANSWERS.kana,
      email: ANSWERS.email,
      phone: '12',
      text: '<script>alert("&")</script>',
      consent: 'yes',
    });
    expect((await tickets()).length).toBe(before);
    const confirm = await visitor.submit(page, {
      name: '藤代 恵',
      emailConfirm: ANSWERS.email,
      phone: '',
      topic: 'CNT',
      step: 'confirm',
    });
    expect(confirm.status).toBe(200);
    expect(textOf(confirm.html)).toContain('<script>alert("&")</script>');
  });

  test('the confirmation shows the mail address as it will be written to', async () => {
    const email = 'ｍ．ｆｕｊｉｓｈｉｒｏ＠mail．example．jp';
    const confirm = await confirmed({ ...ANSWERS, email });
    expect(textOf(confirm.html)).toContain('m.fujishiro@mail.example.jp');
    expect(textOf(confirm.html)).not.toContain('ｆｕｊｉ');
  });

  test('a browser may keep the form, to be gone back to with all that was typed; the confirmation it may not', async () => {
    expect((await openForm()).headers.get('cache-control')).toBe('private, no-cache');
    expect((await confirmed()).headers.get('cache-control')).toBe('no-store');
  });

  test('going back from the confirmation keeps every field', async () => {
    const confirm = await confirmed({ ...ANSWERS, contact: 'phone', band: 'evening' });
    const form = await visitor.submit(confirm, { step: 'edit' });
    expect(form.status).toBe(200);
    expect(fieldsOf(form.html)).toMatchObject({ ...ANSWERS, contact: 'phone', band: 'evening' });
  });

  test('sending without the confirmation still needs a complete form', async () => {
    const page = await visitor.submit(await openForm(), { ...ANSWERS, consent: '', step: 'send' });
    expect(page.status).toBe(422);
    expect(page.html).toContain('id="consent-fault"');
  });

  test('card numbers and My Numbers are masked before anything is shown or stored', async () => {
    const words = 'カードは4111-1111-1111-1111、CVV 123、マイナンバーは123456789018です。';
    const confirm = await confirmed({ ...ANSWERS, text: words, order: '５５５５５５５５５５５５４４４４' });
    expect(textOf(confirm.html)).toContain('番号を伏せました');
    for (const secret of ['4111', '123456789018', '５５５５', 'CVV 123']) expect(confirm.html).not.toContain(secret);
    const form = await visitor.submit(confirm, { step: 'edit' });
    expect(fieldsOf(form.html)['text']).toContain('［カード番号は伏せました］');
    const back = await visitor.submit(form, { step: 'confirm' });
    const done = await visitor.submit(back, { step: 'send' });
    const { messages, requester } = await ticket(numberOn(done));
    expect(messages.find((message) => message.kind === 'inbound')?.bodyText).toBe(
      'カードは[[masked:card]]、CVV [[masked:card]]、マイナンバーは[[masked:mynumber]]です。',
    );
    expect(requester?.orderNumber).toBe('[[masked:card]]');
  });

  test('an error page masks too', async () => {
    const page = await visitor.submit(await openForm(), {
      ...ANSWERS,
      name: '',
      text: '4111111111111111',
      step: 'confirm',
    });
    expect(page.status).toBe(422);
    expect(page.html).not.toContain('4111111111111111');
  });

  test('a filled trap or a form sent at once is asked once more, and nothing is lost', async () => {
    const before = (await tickets()).length;
    const trapped = await visitor.submit(await openForm(), {
      ...ANSWERS,
      text: '罠の欄',
      website: 'https://example.jp',
      step: 'confirm',
    });
    const asked = await visitor.submit(trapped, { step: 'send' });
    expect(textOf(asked.html)).toContain('もう一度だけお確かめください');
    expect((await tickets()).length).toBe(before);
    numberOn(await visitor.submit(asked, { step: 'send' }));
    const hasty = await visitor.submit(await visitor.get(FORM), { ...ANSWERS, text: '早い', step: 'send' });
    expect(textOf(hasty.html)).toContain('もう一度だけお確かめください');
    numberOn(await visitor.submit(hasty, { step: 'send' }));
    expect((await tickets()).length).toBe(before + 2);
  });

  test('a form that was open for too long says so and keeps the input', async () => {
    const page = await openForm();
    clock.ahead += 2 * 3_600_000;
    const stale = await visitor.submit(page, { ...ANSWERS, step: 'send' });
    expect(stale.status).toBe(422);
    expect(textOf(stale.html)).toContain('確認をもう一度お願いします');
    expect(fieldsOf(stale.html)).toMatchObject(ANSWERS);
    const confirm = await visitor.submit(stale, { step: 'confirm' });
    expect(confirm.status).toBe(200);
  });

  test('a form of another desk, or a changed one, is refused', async () => {
    const { token } = fieldsOf((await openForm('/d/komorebi-b/inquiry')).html);
    const before = (await tickets()).length;
    for (const given of [token!, `x${token}`, '', 'a'.repeat(5_000)]) {
      const page = await visitor.post(FORM, { ...ANSWERS, token: given, step: 'send' });
      expect(page.status).toBe(403);
      expect(fieldsOf(page.html)).toMatchObject(ANSWERS);
    }
    expect((await tickets()).length).toBe(before);
  });

  test('English from the form to the status page', async () => {
    const confirm = await confirmed({ ...ANSWERS, text: 'Is my order affected?' }, `${FORM}?lang=en`);
    expect(confirm.html).toContain('<html lang="en">');
    const done = await visitor.submit(confirm, { step: 'send' });
    expect(textOf(done.html)).toContain('We have received your inquiry');
    const found = await ticket(numberOn(done));
    expect(found.language).toBe('en');
    const status = await visitor.get(/href="(\/t\/[^"?]+)/.exec(done.html)![1]!);
    expect(textOf(status.html)).toContain('We are looking into it');
  });

  test('a carrier’s old address is accepted as it is; full-width input is understood', async () => {
    const email = 'hoge..test.@docomo.ne.jp';
    const done = await visitor.submit(
      await confirmed({ ...ANSWERS, email, emailConfirm: 'ｈｏｇｅ．．ｔｅｓｔ．＠ｄｏｃｏｍｏ．ｎｅ．ｊｐ' }),
      { step: 'send' },
    );
    expect((await ticket(numberOn(done))).requester?.email).toBe(email);
  });

  test('hostile posts are answered, not obeyed', async () => {
    const headers = { 'content-type': 'application/json' };
    const json = await fetch(desk.api.url + FORM, {
      method: 'POST',
      headers,
      body: '{"step":{"a":1},"name":["x"],"text":7,"token":null}',
    });
    expect(json.status).toBe(403);
    const polluted = await fetch(desk.api.url + FORM, { method: 'POST', headers, body: '{"__proto__":{"token":"y"}}' });
    expect(polluted.status).toBe(400);
    expect(await announced(300_000)).toMatchObject({
      status: 413,
      page: expect.stringContaining('送信された内容が大きすぎます'),
    });
    const unoffered = await confirmed({ ...ANSWERS, contact: 'phone', band: 'midnight', notice: 'received' });
    expect({ status: unoffered.status, band: fieldsOf(unoffered.html)['band'] }).toEqual({ status: 200, band: 'any' });
    const fax = await confirmed({ ...ANSWERS, contact: 'fax' });
    expect({ status: fax.status, contact: fieldsOf(fax.html)['contact'] }).toEqual({ status: 200, contact: 'email' });
    const unseen = await confirmed({ ...ANSWERS, name: '\u200b\u2060\ufeff' });
    expect(unseen.status).toBe(422);
    expect(unseen.html).toContain('id="name-fault"');
    const long = await visitor.submit(await openForm(), { ...ANSWERS, text: 'あ'.repeat(2_001), step: 'confirm' });
    expect(textOf(long.html)).toContain('いまは2,001字です');
    expect(fieldsOf(long.html)['text']).toHaveLength(2_001);
  });
});

/** What the desk answers to the mere announcement of a post of this length. */
const announced = (length: number): Promise<{ status: number; page: string }> =>
  new Promise((resolve, reject) => {
    const headers = {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': length,
    };
    const request = http.request(desk.api.url + FORM, { method: 'POST', headers }, (response) => {
      const answer = async () => ({ status: response.statusCode ?? 0, page: await text(response) });
      answer().then((page) => {
        resolve(page);
        request.destroy();
        return page;
      }, reject);
    });
    request.on('error', reject);
    request.flushHeaders();
  });

describe('the receipt and the status page', () => {
  test('a status link shows steps and times, and nothing that was written', async () => {
    const done = await visitor.submit(await confirmed({ ...ANSWERS, text: '状況のページに出ない言葉' }), {
      step: 'send',
    });
    const link = /href="(\/t\/[^"]+)"/.exec(done.html)![1]!;
    const status = await visitor.get(link);
    expect(status.status).toBe(200);
    expect(textOf(status.html)).toContain(numberOn(done));
    expect(textOf(status.html)).toContain('受け付けました');
    expect(status.html).not.toMatch(/出ない言葉|藤代|fujishiro/);
    expect(status.headers.get('cache-control')).toBe('no-store');
    expect(status.headers.get('x-robots-tag')).toContain('noindex');
  });

  test('a conversation link adds the requester’s own words, without notes and names of staff', async () => {
    const { id, number } = await desk.inquiry(desk.a, { text: '自分の言葉' });
    const colleague = await desk.as('agentA');
    await colleague.post(`/api/v1/tickets/${id}/claim`);
    await colleague.post(`/api/v1/tickets/${id}/notes`, { text: '内輪の話' });
    const token = desk.api.app.get(StatusLinks).tokenFor(id, 0, 'conversation');
    const page = await visitor.get(`/t/${token}`);
    expect(textOf(page.html)).toContain(number);
    expect(textOf(page.html)).toContain('自分の言葉');
    expect(page.html).not.toMatch(/内輪|小川/);
  });

  test('words added through a conversation link arrive masked, once, and stop a reply that was written before', async () => {
    const { id } = await desk.inquiry(desk.a);
    const before = await ticket(id);
    const links = desk.api.app.get(StatusLinks);
    const page = await visitor.get(`/t/${links.tokenFor(id, 0, 'conversation')}`);
    const confirm = await visitor.submit(page, { text: '電話は非通知でした。4111111111111111', step: 'confirm' });
    expect(textOf(confirm.html)).toContain('番号を伏せました');
    await Promise.all([1, 2].map(() => visitor.submit(confirm, { step: 'send' })));
    const shown = await visitor.submit(confirm, { step: 'send' });
    expect(textOf(shown.html)).toContain('書き足された内容を受け付けました。');
    expect(textOf(shown.html)).toContain('電話は非通知でした。');
    const after = await ticket(id);
    expect(after.messages.filter(({ kind }) => kind === 'inbound').map(({ bodyText }) => bodyText)).toEqual([
      expect.any(String),
      '電話は非通知でした。[[masked:card]]',
    ]);
    expect(after.version).toBe(before.version + 1);
  });

  test('what is added is confirmed in the language of the page, whatever that of the inquiry', async () => {
    const { id } = await desk.inquiry(desk.a, { language: 'en' });
    const address = `/t/${desk.api.app.get(StatusLinks).tokenFor(id, 0, 'conversation')}`;
    const page = await visitor.get(`${address}?lang=ja`);
    const empty = await visitor.submit(page, { step: 'confirm' });
    expect(empty.html).toContain('<title>入力をお確かめください: お問い合わせの状況');
    expect(textOf(empty.html)).toContain('書き足す内容をお書きください。');
    expect(textOf((await visitor.submit(await visitor.get(address), { step: 'confirm' })).html)).toContain(
      'Please write what you want to add.',
    );
  });

  test('the other language takes along what was begun to be added, and what is to be confirmed', async () => {
    const { id } = await desk.inquiry(desk.a);
    const address = `/t/${desk.api.app.get(StatusLinks).tokenFor(id, 0, 'conversation')}`;
    const page = await visitor.get(`${address}?lang=ja`);
    const [button] = /<button class="other"[^>]*>/.exec(page.html)!;
    expect(unescaped(button)).toContain(`formaction="${address}?lang=en"`);
    expect(button).toContain('value="edit"');
    const begun = { ...fieldsOf(page.html), text: '電話は非通知でした。4111111111111111' };
    const english = await visitor.post(`${address}?lang=en`, { ...begun, step: 'edit' });
    expect(english.html).toContain('<html lang="en">');
    expect(fieldsOf(english.html)['text']).toBe('電話は非通知でした。[card number hidden]');
    const confirm = await visitor.submit(english, { step: 'confirm' });
    expect(/<button class="other"[^>]*>/.exec(confirm.html)![0]).toContain('value="confirm"');
    const japanese = await visitor.post(`${address}?lang=ja`, { ...fieldsOf(confirm.html), step: 'confirm' });
    expect(textOf(japanese.html)).toContain('この内容を書き足します');
    await visitor.submit(japanese, { step: 'send' });
    expect((await ticket(id)).messages.at(-1)!.bodyText).toBe('電話は非通知でした。[[masked:card]]');
  });

  test('an inquiry that nothing can be added to any more says so, and shows what was written meanwhile', async () => {
    const { id } = await desk.inquiry(desk.a);
    const page = await visitor.get(`/t/${desk.api.app.get(StatusLinks).tokenFor(id, 0, 'conversation')}`);
    const { body: claimed } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
    const handBack = { text: null, baseVersion: claimed.version, idempotencyKey: 'handed-back-meanwhile' };
    await agent.post(`/api/v1/tickets/${id}/hand-back`, handBack);
    expect((await ticket(id)).state).toBe('handed_back');
    const refused = await visitor.submit(page, { text: '書いていた続きです。4111111111111111', step: 'confirm' });
    expect(refused.status).toBe(422);
    expect(textOf(refused.html)).toContain('お書きになった内容は送信されていません');
    expect(textOf(refused.html)).toContain('書いていた続きです。');
    expect(refused.html).not.toContain('4111');
  });

  test('a status link adds nothing; five times a day are enough', async () => {
    const { id } = await desk.inquiry(desk.a);
    const links = desk.api.app.get(StatusLinks);
    const status = `/t/${links.tokenFor(id, 0, 'status')}`;
    expect((await visitor.get(status)).html).not.toContain('<form');
    expect((await visitor.post(status, { text: '書けない', step: 'send' })).status).toBe(422);
    const conversation = `/t/${links.tokenFor(id, 0, 'conversation')}`;
    for (let count = 1; count <= 5; count += 1) {
      expect((await visitor.post(conversation, { text: `${count}つ目`, step: 'send' })).status).toBe(200);
    }
    const refused = await visitor.post(conversation, { text: '六つ目', step: 'send' });
    expect(refused.status).toBe(422);
    expect(fieldsOf(refused.html)['text']).toBe('六つ目');
    expect((await ticket(id)).messages).toHaveLength(6);
  });

  test('unknown, changed and malformed links: one and the same page', async () => {
    const { id } = await desk.inquiry(desk.a);
    const links = desk.api.app.get(StatusLinks);
    const real = links.tokenFor(id, 0, 'status');
    const revoked = links.tokenFor(id, 1, 'status');
    const unknown = links.tokenFor('0190a3c0-0000-7000-8000-000000000000', 0, 'status');
    const changed = `${real[0] === 'a' ? 'b' : 'a'}${real.slice(1)}`;
    const pages = await Promise.all(
      [revoked, unknown, changed, 'x', 'a'.repeat(290)].map((token) => visitor.get(`/t/${token}`)),
    );
    expect(new Set(pages.map((page) => page.status))).toEqual(new Set([404]));
    expect(new Set(pages.map((page) => page.html)).size).toBe(1);
  });

  test('the receipt of one shop does not open under another shop’s address', async () => {
    const { id } = await desk.inquiry(desk.a);
    const token = desk.api.app.get(StatusLinks).tokenFor(id, 0, 'status');
    expect((await visitor.get(`/d/komorebi-a/inquiry/done?r=${token}`)).status).toBe(200);
    expect((await visitor.get(`/d/komorebi-b/inquiry/done?r=${token}`)).status).toBe(404);
    expect((await visitor.get('/d/komorebi-a/inquiry/done')).status).toBe(404);
  });
});

describe('the desk page', () => {
  test('what happened, the facts and how to know our mail; the strength of the words is the grade’s', async () => {
    const page = await visitor.get('/d/komorebi-a');
    const seen = textOf(page.html);
    expect(page.status).toBe(200);
    expect(seen).toContain('2015年8月22日 15時から 2016年4月18日 16時38分まで');
    expect(seen).toContain('10,946名');
    expect(seen).toContain('privacy@komorebi-a.example.jp');
    expect(seen).not.toContain('komorebi-b');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('statements, each with its own address', async () => {
    expect(textOf((await visitor.get('/d/komorebi-a/statements')).html)).toContain('調査を進めています。');
    expect((await visitor.get('/d/komorebi-a/statements/1?lang=en')).html).toContain('We are investigating.');
    expect((await visitor.get('/d/komorebi-a/statements/9')).status).toBe(404);
  });

  test('frequent questions, answered from the record', async () => {
    const page = await visitor.get('/d/komorebi-a/faq');
    expect(textOf(page.html)).toContain('クレジットカード情報は、対象に含まれていません。');
    expect(textOf((await visitor.get('/d/komorebi-a/faq?lang=en')).html)).toContain('discovered on 7 June 2016');
  });

  test('a search narrows the questions, opens what it finds and says when it finds nothing', async () => {
    const asked = async (path: string) => {
      const { html } = await visitor.get(`/d/komorebi-a/faq?${path}`);
      return { open: html.split('<details').filter((part) => / open>/.test(part.split('\n')[0]!)).length, html };
    };
    const found = await asked(`q=${encodeURIComponent('くれか')}`);
    expect(found.open).toBe(1);
    expect(textOf(found.html)).toContain('1件見つかりました。');
    const none = await asked('q=zzz&lang=en');
    expect(none.open).toBe(0);
    expect(textOf(none.html)).toContain('Nothing found. Please try other words.');
    expect(none.html.split('<details').length).toBeGreaterThan(5);
    expect((await asked(`q=${encodeURIComponent('"><script>alert(1)</script>')}`)).html).not.toContain('<script');
  });

  test('the words of a search stand in the form that the visitor goes on to, masked like all that is typed', async () => {
    const { html } = await visitor.get(`/d/komorebi-a/faq?lang=en&q=${encodeURIComponent('くれか & 支払い')}`);
    const [, link] = /<a class="button" href="([^"]+)"/.exec(html)!;
    const form = await visitor.get(textOf(link!));
    expect(form.html).toContain('<html lang="en">');
    expect(fieldsOf(form.html)).toMatchObject({ text: 'くれか & 支払い', name: '' });
    const masked = await visitor.get(`${FORM}?q=4111111111111111`);
    expect(masked.html).not.toContain('4111111111111111');
    const empty = await visitor.get(FORM);
    expect(fieldsOf(empty.html)).toMatchObject({ text: '' });
    expect(textOf(empty.html)).toContain('こもれび雑貨店と、その委託を受けた本窓口のほかには渡しません。');
  });

  test('the people of the shop see which statement is in force', async () => {
    const { body } = await (await desk.as('shopA')).get(`/api/v1/desks/${desk.a.desk.id}/statement`);
    expect(body).toEqual({ statement: { number: 1, title: '第1報', issuedAt: '2016-06-22T09:30:00.000Z' } });
    expect((await (await desk.as('shopB')).get(`/api/v1/desks/${desk.a.desk.id}/statement`)).status).toBe(404);
  });

  test('an unknown desk has one page, whatever is asked of it', async () => {
    const paths = [
      '/d/no-such-desk',
      '/d/no-such-desk/inquiry',
      '/d/no-such-desk/statements',
      '/d/no-such-desk/faq',
      '/d/NO%00',
      `/d/${'x'.repeat(200)}`,
    ];
    const pages = [
      ...(await Promise.all(paths.map((path) => visitor.get(path)))),
      await visitor.post('/d/no-such-desk/inquiry', ANSWERS),
    ];
    expect(pages.map((page) => page.status)).toEqual(pages.map(() => 404));
    expect(new Set(pages.map((page) => page.html)).size).toBe(1);
  });

  test('an address that leads nowhere is answered in the language of the address, else of the browser', async () => {
    const reader = new Visitor(desk.api.url, { 'accept-language': 'en-GB,en;q=0.9' });
    for (const path of ['/d/no-such-desk', '/d/komorebi-a/statements/9', '/d/komorebi-a/inquiry/done', '/nowhere']) {
      expect((await reader.get(path)).html).toContain('This page was not found');
      expect((await reader.get(`${path}?lang=ja`)).html).toContain('ページが見つかりません');
    }
    expect((await reader.get('/t/unknown')).html).toContain('Nothing can be shown for this link');
    expect((await reader.get('/t/unknown?lang=ja')).html).toContain('このリンクではご覧になれません');
  });

  test('small, without script and foreign hosts; the stylesheet may be kept for good', async () => {
    for (const path of ['/d/komorebi-a', FORM]) {
      const page = await visitor.get(path);
      expect(page.html).not.toMatch(/<script|javascript:|style="|https?:\/\//);
      const css = await visitor.get(/<link rel="stylesheet" href="([^"]+)"/.exec(page.html)![1]!);
      expect(css.headers.get('cache-control')).toContain('immutable');
      expect(css.html.length).toBeLessThan(12 * 1024);
      expect(page.html.length + css.html.length).toBeLessThan(60 * 1024);
    }
  });
});

describe('limits', () => {
  test('too many inquiries from one connection: the page says when to try again and keeps the text', async () => {
    const small = await world({ clock, worker: false, settings: { FORM_LIMIT_PER_HOUR: '2' } });
    try {
      const guest = new Visitor(small.api.url);
      const send = async (words: string): Promise<PageAnswer> => {
        const page = await guest.get(FORM);
        clock.ahead += 60_000;
        return guest.submit(await guest.submit(page, { ...ANSWERS, text: words, step: 'confirm' }), { step: 'send' });
      };
      expect((await send('一')).status).toBe(200);
      expect((await send('二')).status).toBe(200);
      const refused = await send('三つ目の文');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(fieldsOf(refused.html)['text']).toBe('三つ目の文');
      clock.ahead += 3_600_000;
      expect((await guest.submit(refused, { step: 'send' })).status).toBe(200);
    } finally {
      await small.close();
    }
  });
});
