import type { ErrorBody, SessionView } from '#libs/contracts';
import { UsersService } from '#libs/identity';
import { ApiClient, type Answer } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { PASSWORD, type World, world } from '../support/world.js';

const clock = new MovableClock(jst('2016-06-22 10:00'));
let desk: World;
beforeAll(async () => {
  desk = await world({ worker: false, clock });
});
/** Nobody's failures of one test slow the next. */
afterEach(() => clock.pass(3600));
afterAll(() => desk?.close());

const attempt = (
  email: string,
  password: string,
  headers: Record<string, string> = {},
): Promise<Answer<SessionView & ErrorBody>> =>
  new ApiClient(desk.api.url).post('/api/v1/session', { email, password }, headers);
const addressOf = (person: ApiClient): string => person.session!.user.email;

/** What a stranger can tell apart: everything but the request's own id and the time. */
const visible = (answer: Answer<unknown>): object => {
  const { requestId: _, ...body } = answer.body as Record<string, unknown>;
  const headers = [...answer.headers].filter(([name]) => !['date', 'x-server-time', 'x-request-id'].includes(name));
  return { status: answer.status, body, headers };
};

describe('who may know what', () => {
  test('a wrong password, an unknown address and a stopped account get one answer', async () => {
    const known = await desk.join(['agent'], desk.a);
    const stopped = await desk.join(['agent'], desk.a);
    await desk.inBoth(() => desk.api.app.get(UsersService).stop(stopped.session!.user.id));
    const answers = [
      await attempt(addressOf(known), 'wrong'),
      await attempt('nobody@desk.example.jp', 'wrong'),
      await attempt(addressOf(stopped), PASSWORD),
      await attempt(addressOf(stopped), 'wrong'),
      await attempt("' OR 1=1 --", 'wrong'),
    ];
    for (const answer of answers) expect(visible(answer)).toEqual(visible(answers[0]!));
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'session.wrong_credentials' } });
    expect(answers[0]!.headers.getSetCookie()).toEqual([]);
  });

  test('the answer takes as long for an unknown address as for a known one', async () => {
    const known = await desk.join(['agent'], desk.a);
    const timed = async (email: string): Promise<number> => {
      clock.pass(3600);
      const began = performance.now();
      await attempt(email, 'wrong');
      return performance.now() - began;
    };
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let at = 0; at < 15; at += 1) {
      times.known.push(await timed(addressOf(known)));
      times.unknown.push(await timed(`nobody-${at}@desk.example.jp`));
    }
    const median = (all: number[]): number => all.toSorted((a, b) => a - b)[7]!;
    // Hashing takes tens of milliseconds; without it the answer would come in a few.
    expect(median(times.unknown)).toBeGreaterThan(median(times.known) / 2);
    expect(median(times.known)).toBeGreaterThan(median(times.unknown) / 2);
  });

  test('the address is found however it is typed', async () => {
    const known = await desk.join(['agent'], desk.a);
    const address = addressOf(known);
    const fullWidth = address.replace('@', '＠');
    for (const typed of [address.toUpperCase(), ` ${address} `, fullWidth]) {
      expect((await attempt(typed, PASSWORD)).status).toBe(200);
    }
    expect((await attempt(address, PASSWORD.toUpperCase())).status).toBe(401);
    expect((await attempt(address, `${PASSWORD} `)).status).toBe(401);
  });

  test.each([
    [{}],
    [{ email: 'a@b.example' }],
    [{ email: ['a'], password: 'x' }],
    [{ email: { $ne: '' }, password: { $ne: '' } }],
    [{ email: 'a@b.example', password: 'x'.repeat(100_000) }],
    [{ email: 'a@b.example', password: 'x', roles: ['desk_admin'] }],
    [[]],
  ])('a body of another shape is refused: %#', async (body) => {
    const answer = await new ApiClient(desk.api.url).post<ErrorBody>('/api/v1/session', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  test.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/jsonx',
  ])('a body of the type %s, as any page can make a browser send it, is refused', async (type) => {
    const answer = await fetch(`${desk.api.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new URLSearchParams({ email: 'agentA@desk.example.jp', password: PASSWORD }).toString(),
    });
    expect(answer.status).toBe(400);
    expect((await answer.json()) as ErrorBody).toMatchObject({ code: 'request.unreadable' });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('a NUL or half a character in an address is no fault', async () => {
    for (const email of ['a\u0000b@desk.example.jp', '\ud800@desk.example.jp']) {
      expect((await attempt(email, 'wrong')).status).toBeLessThan(500);
    }
  });
});

describe('guessing', () => {
  const fail = async (email: string, times: number, headers: Record<string, string> = {}): Promise<number[]> => {
    const statuses: number[] = [];
    for (let at = 0; at < times; at += 1) statuses.push((await attempt(email, `guess ${at}`, headers)).status);
    return statuses;
  };

  test('is slowed more and more, and never locks the owner out for good', async () => {
    const owner = await desk.join(['agent'], desk.a);
    const email = addressOf(owner);
    expect(await fail(email, 5)).toEqual([401, 401, 401, 401, 401]);
    const slowed = await attempt(email, PASSWORD);
    expect(slowed).toMatchObject({ status: 429, body: { code: 'session.slow_down', details: { seconds: 1 } } });
    expect(slowed.headers.get('retry-after')).toBe('1');
    const waits: number[] = [];
    for (let at = 0; at < 8; at += 1) {
      clock.pass(waits.at(-1) ?? 1);
      expect((await attempt(email, 'wrong')).status).toBe(401);
      waits.push(Number((await attempt(email, 'wrong')).body.details['seconds']));
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
    // Strangers never keep the owner waiting for longer than a minute.
    clock.pass(60);
    expect((await attempt(email, PASSWORD)).status).toBe(200);
    expect((await attempt(email, 'wrong')).status).toBe(401);
    expect((await attempt(email, PASSWORD)).status).toBe(200);
  });

  test('is slowed for an address that nobody has as for one that somebody has', async () => {
    const owner = await desk.join(['agent'], desk.a);
    const known = [...(await fail(addressOf(owner), 7))];
    expect(await fail('nobody-at-all@desk.example.jp', 7)).toEqual(known);
    expect(known).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  test('is not helped by a forged network address, another spelling or parallel tries', async () => {
    const owner = await desk.join(['agent'], desk.a);
    const email = addressOf(owner);
    for (let at = 0; at < 5; at += 1) {
      const spelling = at % 2 ? email.toUpperCase() : ` ${email}`;
      const forged = {
        'x-forwarded-for': `203.0.113.${at}`,
        forwarded: `for=203.0.113.${at}`,
        'x-real-ip': `203.0.113.${at}`,
      };
      expect((await attempt(spelling, 'wrong', forged)).status).toBe(401);
    }
    expect((await attempt(email, 'wrong', { 'x-forwarded-for': '203.0.113.99' })).status).toBe(429);
    clock.pass(3600);
    const burst = await Promise.all(Array.from({ length: 30 }, (_, at) => attempt(email, `burst ${at}`)));
    // Who asks thirty times at once gets as many guesses as who asks in turn.
    const counted = [401, 429].map((status) => burst.filter((answer) => answer.status === status).length);
    expect(counted).toEqual([5, 25]);
    expect((await attempt(email, PASSWORD)).status).toBe(429);
  });

  test('of many accounts from one network is slowed too, and a call centre behind one address is not', async () => {
    const owner = await desk.join(['agent'], desk.a);
    expect((await attempt(addressOf(owner), PASSWORD)).status).toBe(200);
    const [row] = await desk.asOwner<{ failures: number }>(
      `SELECT failures FROM sign_in_failure WHERE key LIKE 'network:%'`,
    );
    expect(row!.failures).toBeLessThan(200);
    await desk.asOwner(`UPDATE sign_in_failure SET failures = 205, last_at = $1 WHERE key LIKE 'network:%'`, [
      clock.now(),
    ]);
    expect((await attempt('somebody@desk.example.jp', 'wrong', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(429);
    clock.pass(61);
    expect((await attempt(addressOf(owner), PASSWORD)).status).toBe(200);
  });
});

describe('the session', () => {
  test('lives in a cookie that scripts and other sites do not get, and is not stored in clear', async () => {
    const answer = await attempt('agentA@desk.example.jp', PASSWORD);
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^madoguchi=[A-Za-z0-9_-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const token = /=([^;]+)/.exec(cookie!)![1]!;
    expect(answer.text).not.toContain(token);
    const stored = await desk.asOwner<{ text: string }>(`SELECT s::text AS text FROM session s`);
    expect(stored.some(({ text }) => text.includes(token) || text.includes(Buffer.from(token).toString('hex')))).toBe(
      false,
    );
    expect(answer.text).not.toContain('argon2');
  });

  test('is a new one at each sign-in: a cookie that was planted before is worth nothing', async () => {
    const planted = `madoguchi=${'P'.repeat(43)}`;
    const answer = await attempt('agentA@desk.example.jp', PASSWORD, { cookie: planted });
    expect(answer.headers.getSetCookie()[0]).not.toContain('P'.repeat(43));
    const attacker = Object.assign(new ApiClient(desk.api.url), { cookie: planted });
    expect((await attacker.get('/api/v1/session')).status).toBe(401);
    const again = await attempt('agentA@desk.example.jp', PASSWORD);
    expect(again.headers.getSetCookie()[0]).not.toBe(answer.headers.getSetCookie()[0]);
    expect(again.body.csrfToken).not.toBe(answer.body.csrfToken);
  });

  test('ends after twelve hours, whoever uses it', async () => {
    const agent = await desk.as('agentA');
    clock.pass(12 * 3600 - 60);
    expect((await agent.get('/api/v1/tickets')).status).toBe(200);
    clock.pass(61);
    expect(await agent.get('/api/v1/tickets')).toMatchObject({ status: 401, body: { code: 'session.required' } });
  });

  test('is over once signed out, here alone or everywhere', async () => {
    const [laptop, phone, tablet] = [await desk.as('agentAB'), await desk.as('agentAB'), await desk.as('agentAB')];
    const colleague = await desk.as('agentA');
    expect((await laptop.delete('/api/v1/session')).headers.getSetCookie()[0]).toMatch(/^madoguchi=; Max-Age=0;/);
    expect((await laptop.get('/api/v1/session')).status).toBe(401);
    expect((await phone.get('/api/v1/session')).status).toBe(200);
    expect((await phone.delete('/api/v1/session/all')).status).toBe(204);
    for (const device of [laptop, phone, tablet]) expect((await device.get('/api/v1/session')).status).toBe(401);
    expect((await colleague.get('/api/v1/session')).status).toBe(200);
  });

  test('needs its own token for every change', async () => {
    const agent = await desk.as('agentA');
    const { id } = await desk.inquiry(desk.a);
    const token = agent.csrfToken;
    for (const wrong of ['', 'x', token.slice(1), `${token}${token}`]) {
      agent.csrfToken = wrong;
      expect(await agent.post(`/api/v1/tickets/${id}/claim`)).toMatchObject({
        status: 403,
        body: { code: 'session.csrf' },
      });
      expect((await agent.delete('/api/v1/session')).status).toBe(403);
    }
    agent.csrfToken = token;
    expect((await agent.post(`/api/v1/tickets/${id}/claim`)).status).toBe(200);
  });

  test.each(['', 'madoguchi=', `madoguchi=${'a'.repeat(44)}`, 'madoguchi=%00', `x=1; madoguchi="${'a'.repeat(43)}"`])(
    'a cookie of another shape is nobody: %j',
    async (cookie) => {
      const stranger = Object.assign(new ApiClient(desk.api.url), { cookie });
      expect((await stranger.get('/api/v1/session')).status).toBe(401);
    },
  );

  test('says who one is, and nothing that is worth stealing', async () => {
    const agent = await desk.as('agentA');
    const { body, text } = await agent.get<SessionView>('/api/v1/session');
    expect(body.user).toMatchObject({ email: 'agentA@desk.example.jp', roles: ['agent'] });
    expect(text).not.toMatch(/password|hash|token_hash/i);
    expect(Object.keys(body).toSorted()).toEqual(['csrfToken', 'expiresAt', 'incident', 'isPractising', 'user']);
  });
});
