import { type ErrorBody, MAX_SAVED_VIEWS, type ListView, type SavedView } from '#libs/contracts';
import type { ApiClient, Answer } from '../support/client.js';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world({ worker: false });
});
afterAll(() => desk?.close());

type Saved = Answer<SavedView & ErrorBody>;
const save = (person: ApiClient, name: string, search: object = {}, view = 'waiting'): Promise<Saved> =>
  person.post<SavedView & ErrorBody>('/api/v1/views', { name, view, search });
const rename = (person: ApiClient, id: string, name: string): Promise<Saved> =>
  person.request<SavedView & ErrorBody>('PUT', `/api/v1/views/${id}`, { name });
const seen = async (person: ApiClient): Promise<SavedView[]> =>
  (await person.get<ListView<SavedView>>('/api/v1/views')).body.items;
const names = async (person: ApiClient): Promise<string[]> => (await seen(person)).map(({ name }) => name);

test('a view is kept for its owner alone, on every device, with its filters', async () => {
  const person = await desk.join(['agent'], desk.a);
  const colleague = await desk.join(['supervisor'], desk.a);
  const search = { shop: desk.a.desk.id, topic: 'CARD', channel: 'form', owner: 'none', due: 'overdue' };
  const { status, body } = await save(person, ' カードの件 ', search, 'due');
  expect(status).toBe(201);
  expect(body).toMatchObject({ name: 'カードの件', view: 'due', search, shared: false, mine: true });
  expect(await seen(person)).toEqual([body]);
  expect(await names(colleague)).not.toContain('カードの件');
  for (const answer of [
    await rename(colleague, body.id, '別名'),
    await colleague.post<ErrorBody>(`/api/v1/views/${body.id}/share`, { shared: true }),
    await colleague.delete<ErrorBody>(`/api/v1/views/${body.id}`),
  ]) {
    expect(answer.body.code).toBe('not_found');
  }
});

test('the same name replaces, another is taken, and what is removed is gone', async () => {
  const person = await desk.join(['agent'], desk.a);
  const first = (await save(person, '朝')).body;
  const again = (await save(person, '朝', { topic: 'CARD' }, 'mine')).body;
  expect(again).toMatchObject({ id: first.id, view: 'mine', search: { topic: 'CARD' } });
  const second = (await save(person, '昼')).body;
  expect((await rename(person, second.id, '朝')).body.code).toBe('view.name_taken');
  expect((await rename(person, second.id, '夕')).body.name).toBe('夕');
  expect((await person.delete(`/api/v1/views/${first.id}`)).status).toBe(204);
  expect(await names(person)).toEqual(['夕']);
});

test('a supervisor shows a view to the team; agents use it and cannot change it', async () => {
  const supervisor = await desk.join(['supervisor'], desk.a, desk.b);
  const other = await desk.join(['supervisor'], desk.a);
  const agent = await desk.join(['agent'], desk.a);
  const { id } = (await save(supervisor, '全店舗の超過', { due: 'overdue' })).body;
  expect((await agent.post<ErrorBody>(`/api/v1/views/${id}/share`, { shared: true })).body.code).toBe(
    'permission.denied',
  );
  expect((await supervisor.post<SavedView>(`/api/v1/views/${id}/share`, { shared: true })).body.shared).toBe(true);
  expect((await seen(agent)).find((view) => view.id === id)).toMatchObject({ shared: true, mine: false });
  expect((await rename(agent, id, '別名')).body.code).toBe('permission.denied');
  expect((await agent.delete<ErrorBody>(`/api/v1/views/${id}`)).body.code).toBe('permission.denied');
  expect((await rename(other, id, '超過すべて')).status).toBe(200);
  expect(await names(supervisor)).toContain('超過すべて');
  expect((await supervisor.post<SavedView>(`/api/v1/views/${id}/share`, { shared: false })).body.shared).toBe(false);
  expect(await names(agent)).not.toContain('超過すべて');
});

test('another supervisor takes a view from the team', async () => {
  const supervisor = await desk.join(['supervisor'], desk.a);
  const other = await desk.join(['supervisor'], desk.a);
  const { id } = (await save(supervisor, '取り下げ')).body;
  await supervisor.post(`/api/v1/views/${id}/share`, { shared: true });
  const answer = await other.post<SavedView>(`/api/v1/views/${id}/share`, { shared: false });
  expect({ status: answer.status, shared: answer.body.shared }).toEqual({ status: 200, shared: false });
  expect(await names(supervisor)).toContain('取り下げ');
});

test('a shared view of a shop is seen by those who serve it, and is gone for whoever no longer does', async () => {
  const supervisor = await desk.join(['supervisor'], desk.a, desk.b);
  const { id } = (await save(supervisor, 'こもれび館', { shop: desk.b.desk.id })).body;
  await supervisor.post(`/api/v1/views/${id}/share`, { shared: true });
  expect(await names(await desk.as('agentB'))).toContain('こもれび館');
  expect(await names(await desk.as('agentA'))).not.toContain('こもれび館');
});

test('a shared view without a shop is seen by those alone who serve a shop with its owner', async () => {
  const supervisor = await desk.join(['supervisor'], desk.b);
  const stranger = await desk.join(['supervisor'], desk.a);
  const { id } = (await save(supervisor, '館の取材', { topic: 'PRS' })).body;
  expect((await supervisor.post(`/api/v1/views/${id}/share`, { shared: true })).status).toBe(200);
  expect(await names(await desk.as('agentAB'))).toContain('館の取材');
  expect(await names(stranger)).not.toContain('館の取材');
  expect((await rename(stranger, id, '改名')).body.code).toBe('not_found');
  expect((await stranger.delete<ErrorBody>(`/api/v1/views/${id}`)).body.code).toBe('not_found');
  expect(await names(supervisor)).toContain('館の取材');
});

test('nobody keeps more than a bounded number, and nothing odd', async () => {
  const person = await desk.join(['agent'], desk.a);
  for (let index = 0; index < MAX_SAVED_VIEWS; index += 1)
    expect((await save(person, `表示${index}`)).status).toBe(201);
  expect((await save(person, '多すぎ')).body).toMatchObject({
    code: 'view.too_many',
    details: { count: MAX_SAVED_VIEWS },
  });
  expect((await save(person, '表示0', { topic: 'CARD' })).status).toBe(201);
  expect((await seen(person)).filter(({ mine }) => mine)).toHaveLength(MAX_SAVED_VIEWS);
  for (const [name, search, view] of [
    ['', {}, 'waiting'],
    ['   ', {}, 'waiting'],
    ['長'.repeat(21), {}, 'waiting'],
    ['名', {}, 'secret'],
    ['名', { q: '藤代 恵' }, 'all'],
    ['名', { owner: 'somebody' }, 'all'],
    ['名', 'text', 'all'],
  ] as const) {
    expect((await save(person, name, search as object, view)).body.code).toBe('request.invalid');
  }
});
