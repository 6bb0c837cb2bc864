import type {
  CallListPage,
  ErrorBody,
  KpiView,
  NewCallEventKey,
  PhoneDay,
  StaffingRequest,
  StaffingView,
} from '#libs/contracts';
import { AgentStates } from '#libs/desk';
import { DEFAULT_ASSUMPTIONS } from '#libs/reporting';
import { ApiClient } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { type World, world } from '../support/world.js';

let desk: World;
let clock: MovableClock;
let supervisor: ApiClient;
beforeAll(async () => {
  clock = new MovableClock(jst('2016-06-23 11:15'));
  desk = await world({ clock, worker: false });
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());

const BATCHES = [{ at: jst('2016-06-22 18:30').toISOString(), persons: 131_464 }];
const plan = (over: Partial<StaffingRequest> = {}): StaffingRequest => ({
  assumptions: DEFAULT_ASSUMPTIONS,
  batches: BATCHES,
  ...over,
});
const view = async (query = ''): Promise<StaffingView> =>
  (await supervisor.get<StaffingView>(`/api/v1/staffing${query}`)).body;

test('a plan is tried without being kept, saved once, and not overwritten by who has not seen it', async () => {
  expect(await view()).toMatchObject({ version: 0, batches: [], date: '2016-06-23' });
  const tried = await supervisor.post<StaffingView>('/api/v1/staffing/what-if', plan());
  expect(tried.status).toBe(200);
  expect(Math.round(tried.body.days[0]!.calls)).toBe(694);
  expect((await view()).batches).toEqual([]);

  expect((await supervisor.request('PUT', '/api/v1/staffing', plan({ version: 0 }))).status).toBe(200);
  const saved = await view();
  expect(saved).toMatchObject({ version: 1, batches: BATCHES });
  // Twenty seats in the busiest hour, 29 on the roster: the table for 131,464 told.
  expect(saved.days[0]).toMatchObject({ date: '2016-06-23', seats: 20, scheduled: 29 });
  expect((await supervisor.request('PUT', '/api/v1/staffing', plan({ version: 0 }))).status).toBe(409);
  const changed = plan({ version: 1, assumptions: { ...DEFAULT_ASSUMPTIONS, contactRate: 0.15 } });
  expect((await supervisor.request('PUT', '/api/v1/staffing', changed)).status).toBe(200);
  expect((await view()).days[0]).toMatchObject({ seats: 91, scheduled: 130 });
});

test('a report that follows brings its share of the first day again, and stays in the plan', async () => {
  const plain = (await supervisor.post<StaffingView>('/api/v1/staffing/what-if', plan())).body.days;
  // On a Saturday: asked about on Monday.
  const laterReports = [{ date: '2016-07-09', share: 0.25 }];
  const changed = plan({ version: 2, assumptions: { ...DEFAULT_ASSUMPTIONS, laterReports } });
  expect((await supervisor.request('PUT', '/api/v1/staffing', changed)).status).toBe(200);
  const { assumptions, days } = await view();
  expect(assumptions.laterReports).toEqual(laterReports);
  const calls = (of: StaffingView['days'], date: string) => of.find((day) => day.date === date)!.calls;
  expect(calls(days, '2016-07-11')).toBeCloseTo(calls(plain, '2016-07-11') + 0.25 * plain[0]!.calls, 6);
  expect(calls(days, '2016-07-12')).toBeCloseTo(calls(plain, '2016-07-12'), 9);
});

test('a half hour shows who was there and what came in; the time to come shows neither', async () => {
  const { key } = (await (await desk.as('admin')).post<NewCallEventKey>('/api/v1/call-events/key')).body;
  for (const [index, minute] of ['10:02', '10:29', '10:30'].entries()) {
    const at = jst(`2016-06-23 ${minute}`).toISOString();
    const ringing = {
      callId: `call-${index}`,
      event: 'ringing',
      dialledNumber: '03-0000-0310',
      callerNumber: null,
      at,
    };
    const answer = await new ApiClient(desk.api.url).post('/api/v1/call-events', ringing, {
      authorization: `Bearer ${key}`,
    });
    expect(answer.status).toBe(200);
  }
  const states = desk.api.app.get(AgentStates);
  await desk.inBoth(async () => {
    await states.set(desk.userId('agentA'), 'available', jst('2016-06-23 09:50'));
    // Whoever sets up desks is there for no caller, and stands on no floor.
    await states.set(desk.userId('admin'), 'available', jst('2016-06-23 09:50'));
    await states.set(desk.userId('agentAB'), 'on_call', jst('2016-06-23 10:00'));
    await states.set(desk.userId('agentAB'), 'away', jst('2016-06-23 10:30'));
  });
  const { slots } = await view();
  expect(slots.map(({ from }) => from).slice(0, 2)).toEqual(
    ['10:00', '10:30'].map((time) => jst(`2016-06-23 ${time}`).toISOString()),
  );
  expect(slots.slice(0, 4).map(({ offered, present }) => [offered, present])).toEqual([
    [2, 2],
    [1, 1],
    [0, 1],
    [null, null],
  ]);
  expect(slots).toHaveLength(16);
});

test('what can not be is refused, and only supervisors plan', async () => {
  for (const wrong of [
    plan({ assumptions: { ...DEFAULT_ASSUMPTIONS, occupancy: 1 } }),
    plan({ assumptions: { ...DEFAULT_ASSUMPTIONS, shrinkage: 1 } }),
    plan({ assumptions: { ...DEFAULT_ASSUMPTIONS, handlingSeconds: Number.NaN } }),
    plan({ assumptions: { ...DEFAULT_ASSUMPTIONS, laterReports: [{ date: '2016-07-06', share: 1.1 }] } }),
    plan({ assumptions: { ...DEFAULT_ASSUMPTIONS, laterReports: [{ date: 'soon', share: 0.1 }] } }),
    plan({ batches: [{ at: 'tomorrow', persons: 10 }] }),
    plan({ batches: Array.from({ length: 51 }, () => BATCHES[0]!) }),
  ]) {
    expect((await supervisor.post('/api/v1/staffing/what-if', wrong)).status).toBe(400);
  }
  for (const date of ['2016-19-39', '2016-02-31', '2016-06-00', 'soon']) {
    expect((await supervisor.get(`/api/v1/staffing?date=${date}`)).status).toBe(400);
  }
  const auditor = await desk.as('auditor');
  expect((await auditor.get('/api/v1/staffing')).status).toBe(200);
  expect((await auditor.request('PUT', '/api/v1/staffing', plan({ version: 2 }))).status).toBe(403);
  expect((await (await desk.as('agentA')).get('/api/v1/staffing')).status).toBe(403);
});

test('a plan that goes on for years is refused with a sentence, not computed for ever', async () => {
  const [batch] = BATCHES;
  const reports = (date: string) => ({ assumptions: { ...DEFAULT_ASSUMPTIONS, laterReports: [{ date, share: 0.1 }] } });
  for (const wrong of [
    plan({ batches: [batch!, { at: '2099-01-01T00:00:00.000Z', persons: 1 }] }),
    plan({ batches: [batch!, { at: '1970-01-01T00:00:00.000Z', persons: 1 }] }),
    plan(reports('2099-12-31')),
  ]) {
    const { status, body } = await supervisor.post<ErrorBody>('/api/v1/staffing/what-if', wrong);
    expect([status, body.code]).toEqual([422, 'staffing.too_long']);
    expect((await supervisor.put('/api/v1/staffing', { ...wrong, version: 3 })).status).toBe(422);
  }
  expect((await view('?date=2099-12-31')).days.every(({ calls }) => calls === 0)).toBe(true);
});

test('numbers beyond all sense are answered in whole numbers', async () => {
  const absurd = {
    contactRate: 1,
    handlingSeconds: 7_200,
    occupancy: 0.98,
    serviceLevel: 0.99,
    answerWithin: 0,
    shrinkage: 0.9,
  };
  const crowd = Array.from({ length: 50 }, () => ({ at: jst('2016-06-22 18:30').toISOString(), persons: 100_000_000 }));
  for (const [assumed, batches] of [
    [{ ...absurd, patienceSeconds: 1 }, crowd],
    [{ ...absurd, patienceSeconds: 3_600 }, [{ ...crowd[0]!, persons: 150_000 }]],
    [{ contactRate: 0 }, crowd],
    [{ channels: { phone: 0, form: 0, email: 0 } }, crowd],
    [{}, []],
  ] as const) {
    const { status, body } = await supervisor.post<StaffingView>(
      '/api/v1/staffing/what-if',
      plan({ assumptions: { ...DEFAULT_ASSUMPTIONS, ...assumed }, batches: [...batches] }),
    );
    expect(status).toBe(200);
    for (const { seats, scheduled, writers } of body.days) {
      for (const people of [seats, scheduled, writers]) expect(Number.isInteger(people) && people >= 0).toBe(true);
    }
    expect(JSON.stringify(body.slots)).not.toMatch(/"(needed|neededWithPatience|erlangs|expected)":null/);
  }
});

test('the aims of the phone are part of the plan: figures and lists are told by them, and the change is on record', async () => {
  const aims = { serviceLevel: 0.9, answerWithin: 10, answerRate: 0.95, shortUnder: 8 };
  const { version } = await view();
  const changed = plan({ version, assumptions: { ...DEFAULT_ASSUMPTIONS, ...aims } });
  expect((await supervisor.put('/api/v1/staffing', changed)).status).toBe(200);
  const { targets, calls } = (await supervisor.get<PhoneDay>('/api/v1/kpis/phone')).body;
  expect(targets).toEqual(aims);
  expect(calls).toMatchObject({ shortUnder: 8, serviceLevel: { within: 10 } });
  expect((await supervisor.get<KpiView>('/api/v1/kpis?step=whole')).body.targets).toEqual(aims);
  expect((await supervisor.get<CallListPage>('/api/v1/kpis/calls')).body.within).toBe(10);
  const told = await desk.asOwner<{ actor_id: string; payload: object }>(
    `SELECT actor_id, payload FROM event WHERE type = 'staffing.planned' ORDER BY number DESC LIMIT 1`,
  );
  expect(told).toEqual([
    { actor_id: desk.userId('supervisor'), payload: expect.objectContaining({ version: version + 1, ...aims }) },
  ]);
});

test('where the phone is closed today, the next business day is shown; another day when it is asked for', async () => {
  clock.moveTo('2016-06-25 09:00');
  supervisor = await desk.as('supervisor');
  expect((await view()).date).toBe('2016-06-27');
  expect(await view('?date=2016-06-26')).toMatchObject({ date: '2016-06-26', slots: [] });
  expect((await view('?date=2016-06-24')).slots[0]!.from).toBe(jst('2016-06-24 10:00').toISOString());
});
