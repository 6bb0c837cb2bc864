import type { ListView, RosterPasteView, RosterView, TeamView } from '#libs/contracts';
import { Roster } from '#libs/desk';
import type { ApiClient } from '../support/client.js';
import { type World, world } from '../support/world.js';

let desk: World;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world({ worker: false });
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());

const DAY = '2016-06-24';
const view = async (client = supervisor): Promise<RosterView> =>
  (await client.get<RosterView>(`/api/v1/roster?from=${DAY}&days=2`)).body;
const put = (userId: string, day: string, ...shifts: { from: string; to: string }[]) =>
  supervisor.put('/api/v1/roster', { cells: [{ userId, day, shifts }] });
const paste = (text: string, save: boolean) =>
  supervisor.post<RosterPasteView>('/api/v1/roster/paste', { text, year: 2016, save });

describe('the roster', () => {
  test('a cell is replaced as a whole; half hours count whoever is there for all of them', async () => {
    const [ogawa, sato] = [desk.userId('agentA'), desk.userId('agentAB')];
    expect((await put(ogawa, DAY, { from: '10:00', to: '14:00' }, { from: '15:15', to: '24:00' })).status).toBe(204);
    await put(sato, DAY, { from: '10:00', to: '18:00' });
    const { shifts, scheduled } = await view();
    expect(shifts).toContainEqual({ userId: ogawa, day: DAY, from: '15:15', to: '24:00' });
    const at = (time: number) => scheduled[0]![time * 2];
    expect([at(9), at(10), at(13.5), at(14), at(15), at(15.5), at(18), at(23.5)]).toEqual([0, 2, 2, 1, 1, 2, 1, 1]);
    expect(scheduled[1]!.every((count) => count === 0)).toBe(true);
    await put(ogawa, DAY);
    expect((await view()).shifts.map(({ userId }) => userId)).toEqual([sato]);
    await put(sato, DAY);
  });

  test('who is to be there at a moment: from the first minute on, no longer at the last', async () => {
    const sato = desk.userId('agentAB');
    await put(sato, DAY, { from: '10:00', to: '18:00' });
    const moments = ['2016-06-24T00:59:59Z', '2016-06-24T01:00:00Z', '2016-06-24T08:59:59Z', '2016-06-24T09:00:00Z'];
    const scheduled = (userIds: string[]) =>
      desk.inBoth(() =>
        desk.api.app.get(Roster).scheduledAt(
          userIds,
          moments.map((moment) => new Date(moment)),
        ),
      );
    expect(await scheduled([sato, desk.userId('agentA')])).toEqual([0, 1, 1, 0]);
    expect(await scheduled([])).toEqual([0, 0, 0, 0]);
    await put(sato, DAY);
  });

  test('spans that overlap or go backward are refused', async () => {
    const sato = desk.userId('agentAB');
    expect((await put(sato, DAY, { from: '10:00', to: '14:00' }, { from: '13:00', to: '15:00' })).status).toBe(400);
    expect((await put(sato, DAY, { from: '18:00', to: '10:00' })).status).toBe(400);
  });

  test('a pasted plan is looked at first, saved as a whole, and a rest clears what was there', async () => {
    const text = '氏名\t6/24(金)\t6/25(土)\n佐藤\t10-19\t休\n小川\t9～13、14～18\t';
    await put(desk.userId('agentAB'), '2016-06-25', { from: '10:00', to: '12:00' });
    const looked = await paste(`${text}\n山田\t9-17\t`, false);
    expect(looked.body).toMatchObject({
      saved: false,
      off: 1,
      problems: [{ line: 4, column: 1, text: '山田', problem: 'person_unknown' }],
    });
    expect((await paste(`${text}\n山田\t9-17\t`, true)).status).toBe(422);
    expect((await view()).shifts).toHaveLength(1);
    expect((await paste(text, true)).body).toMatchObject({ saved: true, problems: [] });
    const { shifts } = await view();
    expect(shifts.map(({ day, from, to }) => `${day} ${from}-${to}`).toSorted()).toEqual([
      '2016-06-24 09:00-13:00',
      '2016-06-24 10:00-19:00',
      '2016-06-24 14:00-18:00',
    ]);
  });
});

describe('teams', () => {
  test('have a lead and members; a person who changes the team leaves the other', async () => {
    const [ogawa, sato] = [desk.userId('agentA'), desk.userId('agentAB')];
    const body = { name: '朝', leadId: desk.userId('supervisor'), memberIds: [ogawa, sato] };
    const [morning] = (await supervisor.post<ListView<TeamView>>('/api/v1/teams', body)).body.items;
    expect(morning).toMatchObject({ name: '朝', memberIds: [ogawa, sato].toSorted() });
    expect((await supervisor.post('/api/v1/teams', body)).status).toBe(400);
    const evening = { name: '夕', leadId: null, memberIds: [sato] };
    const { items } = (await supervisor.post<ListView<TeamView>>('/api/v1/teams', evening)).body;
    expect(items.map(({ name, memberIds }) => [name, memberIds])).toEqual([
      ['夕', [sato]],
      ['朝', [ogawa]],
    ]);
    expect((await supervisor.delete<ListView<TeamView>>(`/api/v1/teams/${morning!.id}`)).body.items).toHaveLength(1);
    const agent = await desk.as('agentA');
    expect((await agent.get('/api/v1/teams')).status).toBe(403);
  });

  test('of one shop are not ended or robbed of their lead by the supervisor of another', async () => {
    const [ishii, sato] = [desk.userId('agentB'), desk.userId('agentAB')];
    const teamsOf = async (person: ApiClient) => (await person.get<ListView<TeamView>>('/api/v1/teams')).body.items;
    const supervisorB = await desk.join(['supervisor'], desk.b);
    const leadId = supervisorB.session!.user.id;
    const body = { name: '夜', leadId, memberIds: [ishii, sato] };
    const made = (await supervisorB.post<ListView<TeamView>>('/api/v1/teams', body)).body.items;
    const { id } = made.find(({ name }) => name === '夜')!;
    const supervisorA = await desk.join(['supervisor'], desk.a);
    expect((await teamsOf(supervisorA)).find((team) => team.id === id)).toMatchObject({
      leadId: null,
      memberIds: [sato],
    });
    await supervisorA.put(`/api/v1/teams/${id}`, { name: '夜', leadId: null, memberIds: [sato] });
    expect((await teamsOf(supervisorB)).find((team) => team.id === id)).toMatchObject({ leadId });
    expect((await supervisorA.delete(`/api/v1/teams/${id}`)).status).toBe(200);
    expect((await teamsOf(supervisorA)).some((team) => team.id === id)).toBe(false);
    expect((await teamsOf(supervisorB)).find((team) => team.id === id)).toMatchObject({ leadId, memberIds: [ishii] });
  });
});
