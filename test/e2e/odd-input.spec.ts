import type { ErrorBody, TicketPage } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { textOf, Visitor } from '../support/visitor.js';
import { type World, world } from '../support/world.js';

/** What no form of ours sends: the answer is a sentence and a code, and the desk goes on. */

let desk: World;
let agent: ApiClient;
let ticketId: string;

beforeAll(async () => {
  desk = await world({ worker: false });
  agent = await desk.as('agentA');
  ticketId = (await desk.inquiry(desk.a)).id;
});
afterAll(async () => {
  await desk.close();
});

const send = async (body: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${desk.api.url}/api/v1/tickets/${ticketId}/notes`, {
    method: 'POST',
    headers: {
      cookie: agent.cookie,
      'x-csrf-token': agent.csrfToken,
      'content-type': 'application/json',
      ...headers,
    },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as ErrorBody };
};

describe('a body that cannot be read', () => {
  test.each([
    ['cut off', '{"text":'],
    ['no JSON', 'text=x'],
    ['nested arrays', `{"text":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['nested objects', `${'{"text":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['reaching for the prototype', '{"text":"a","__proto__":{"x":1}}'],
    ['with a NUL', '{"text":"a\\u0000b"}'],
  ])('%s: 400 with a whole sentence in the reader’s language', async (_, body) => {
    for (const [language, sentence] of [
      ['ja', /^送信された内容を読み取れませんでした。/],
      ['en', /^What was sent could not be read:/],
    ] as const) {
      const answer = await send(body, { 'accept-language': language });
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.unreadable', details: {} } });
      expect(answer.body.message).toMatch(sentence);
    }
  });

  test('a value of the wrong type is told by each rule that it breaks', async () => {
    const { body } = await send('{"text":7}');
    expect(body.code).toBe('request.invalid');
    expect(body.details['problems']).toEqual([
      { field: 'text', rules: expect.arrayContaining(['isString', 'minLength', 'maxLength']) },
    ]);
  });

  test('the public form draws its page for it too', async () => {
    const answer = await fetch(`${desk.api.url}/d/komorebi-a/inquiry`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/html' },
      body: `{"text":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    });
    expect(answer.status).toBe(400);
    expect(textOf(await answer.text())).toContain('「戻る」を押して、もう一度お試しください');
  });
});

test('parameters without a value are parameters that were not given', async () => {
  const all = await agent.get<TicketPage>('/api/v1/tickets');
  const empty = await agent.get<TicketPage>(
    '/api/v1/tickets?q=&state=&deskId=&assignee=&topic=&channel=&sort=&limit=&cursor=',
  );
  expect(empty.status).toBe(200);
  expect(empty.body).toEqual(all.body);
});

test('a path that is no percent-encoding leads to the ordinary page of what is not there', async () => {
  const visitor = new Visitor(desk.api.url);
  const [odd, ordinary] = [await visitor.get('/d/%ff'), await visitor.get('/d/nothing')];
  expect(odd).toMatchObject({ status: 404, html: ordinary.html });
  expect((await agent.get('/api/v1/tickets/%ff')).body).toMatchObject({ code: 'not_found' });
});

test('a page that is not there speaks the language of its address before that of the browser, and leads to the other', async () => {
  const japanese = new Visitor(desk.api.url, { 'accept-language': 'ja' });
  const page = await japanese.get('/d/nothing?lang=en');
  expect(page.status).toBe(404);
  expect(textOf(page.html)).toContain('This page was not found');
  expect(page.html).toContain('<a href="?lang&#x3D;ja" lang="ja" hreflang="ja">日本語</a>');
  expect(textOf((await japanese.get('/d/nothing')).html)).toContain('ページが見つかりません');
  expect(textOf((await japanese.get('/t/unknown?lang=en')).html)).toContain('Nothing can be shown for this link');
});
