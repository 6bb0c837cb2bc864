import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Server } from 'socket.io';
import type { TicketPage, TicketRow, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { openBare } from './bare.js';
import type { BenchDesk } from './bench-desk.js';
import { type Figure, round, type Spread, spread } from './figures.js';

const SOCKETS = 300;
const STRANGERS = 20;
/** What a morning's first changes cost is not what a change costs. */
const WARM = 20;
const CHANGES = 200;
const AUDIENCE = fileURLToPath(new URL('./audience.ts', import.meta.url));
const LOADER = fileURLToPath(new URL('../../scripts/register-ts.mjs', import.meta.url));

/** Listening consoles in a process of their own, which reports what they hear. */
const audience = async (url: string, cookie: string, event: string, count: number): Promise<ChildProcess> => {
  const child = fork(AUDIENCE, [url, cookie, event, String(count)], { execArgv: ['--import', LOADER] });
  await told(child);
  return child;
};

/** What the audience says next; rejects when it is gone instead, so that a bench never waits for nobody. */
const told = <Said>(child: ChildProcess): Promise<Said> => {
  const settled = new AbortController();
  const { signal } = settled;
  const gone = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`the audience ended with ${String(code)}`);
  });
  const said = once(child, 'message', { signal }).then(([message]) => message as Said);
  return Promise.race([said, gone]).finally(() => settled.abort());
};

/** How long it took until each socket heard of `CHANGES` changes: since the request that makes the change, and since the change stood. */
interface Heard {
  sinceRequest: Spread;
  sinceChange: Spread;
}

/** `changedAt` is asked once the change is heard everywhere; both clocks are this machine's, in ms. */
const heard = async (
  child: ChildProcess,
  change: (count: number) => Promise<unknown>,
  changedAt: () => number | Promise<number>,
): Promise<Heard> => {
  const [sinceRequest, sinceChange]: [number[], number[]] = [[], []];
  for (let count = 0; count < WARM + CHANGES; count += 1) {
    const all = told<number[]>(child);
    const start = Date.now();
    await change(count);
    const times = await all;
    if (count < WARM) continue;
    const changed = await changedAt();
    sinceRequest.push(...times.map((time) => time - start));
    sinceChange.push(...times.map((time) => time - changed));
  }
  return { sinceRequest: spread(sinceRequest), sinceChange: spread(sinceChange) };
};

/** The least that telling everybody can cost; with `save`, the least that saving a change and then telling everybody can. */
const bareBroadcast = async (batch: unknown, save = () => Promise.resolve()): Promise<Heard> => {
  let changedAt = 0;
  const http: HttpServer = createServer((_request, response) => {
    void save().then(() => {
      changedAt = Date.now();
      io.emit('tickets.changed', batch);
      response.end('{}');
    });
  });
  const io = new Server(http, { transports: ['websocket'] });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const child = await audience(url, '', 'tickets.changed', SOCKETS);
  const post = () => fetch(url, { method: 'POST' }).then((answer) => answer.text());
  const latencies = await heard(child, post, () => changedAt);
  child.kill();
  await io.close();
  return latencies;
};

/** When the newest change of a shop was committed, by PostgreSQL's own record. */
const openCommits = async (desk: BenchDesk) => {
  const session = new pg.Client({ connectionString: desk.appUrl });
  await session.connect();
  const newestOf = async (tenantId: string): Promise<number> => {
    await session.query(`SELECT set_config('app.tenants', $1, false)`, [`{${tenantId}}`]);
    const { rows } = await session.query<{ at: Date }>(NEWEST_COMMIT);
    return rows[0]!.at.getTime();
  };
  return { newestOf, end: () => session.end() };
};
const NEWEST_COMMIT = 'SELECT pg_xact_commit_timestamp(xmin) AS at FROM event ORDER BY number DESC LIMIT 1';

/**
 * Change → every entitled console: 300 sockets of one supervisor. The push is what follows the commit, and is held against a bare
 * broadcast of the same batch; from the request on, against the same after a bare transaction too. Other shops hear nothing.
 */
export const benchPush = async (desk: BenchDesk): Promise<Figure[]> => {
  const client = await desk.client('supervisor');
  const shop = await desk.client('shop_user');
  const rows = await rowsOfOthers(client, shop);
  const hint = { ticketId: rows[0]!.id, type: 'ticket.noted', actorId: rows[0]!.id };
  const batch = { position: '1', rows: [rows[0]], events: [hint] };
  const bare = await bareBroadcast(batch);
  const bareChange = await openBare(desk, 'three', 1);
  const bareSaved = await bareBroadcast(batch, bareChange.once);
  await bareChange.end();
  const child = await audience(desk.url, client.cookie, 'tickets.changed', SOCKETS);
  const strangers = await audience(desk.url, shop.cookie, '*', STRANGERS);
  let leaked = 0;
  strangers.on('message', () => (leaked += 1));
  let changed = rows[0]!;
  const note = async (count: number): Promise<void> => {
    changed = rows[count % rows.length]!;
    const answer = await client.post<TicketView>(`/api/v1/tickets/${changed.id}/notes`, { text: '確認しました。' });
    if (answer.status !== 201) throw new Error(`the note answered ${answer.status}: ${answer.text}`);
  };
  const commits = await openCommits(desk);
  const ours = await heard(child, note, () => commits.newestOf(changed.tenantId));
  await commits.end();
  child.kill();
  strangers.kill();
  const ratio = round(ours.sinceChange.p99 / bare.sinceChange.p99);
  return [
    {
      name: `change → ${SOCKETS} consoles, in ms from its commit`,
      values: {
        ...ours.sinceChange,
        bareP50: bare.sinceChange.p50,
        bareP99: bare.sinceChange.p99,
        ratioP99: ratio,
        leaked,
      },
      aim: 'p99 ≤ 250 ms and ≤ 2 × a bare broadcast; nothing leaks',
      held: ours.sinceChange.p99 <= 250 && ratio <= 2 && leaked === 0,
    },
    {
      name: `change → ${SOCKETS} consoles, in ms from the request that changes`,
      values: {
        ...ours.sinceRequest,
        bareP50: bare.sinceRequest.p50,
        bareP99: bare.sinceRequest.p99,
        ratioP99: round(ours.sinceRequest.p99 / bare.sinceRequest.p99),
        bareSavedP50: bareSaved.sinceRequest.p50,
        bareSavedP99: bareSaved.sinceRequest.p99,
        ratioSavedP99: round(ours.sinceRequest.p99 / bareSaved.sinceRequest.p99),
      },
      aim: 'p99 ≤ 250 ms',
      held: ours.sinceRequest.p99 <= 250,
    },
  ];
};

/** What api and worker take while nothing happens and 300 consoles are open. */
export const benchRest = async (desk: BenchDesk): Promise<Figure> => {
  await desk.startWorker();
  const client = await desk.client('supervisor');
  const child = await audience(desk.url, client.cookie, 'tickets.changed', SOCKETS);
  const [apiMB, workerMB] = [desk.api.memory(), desk.worker!.memory()];
  child.kill();
  return {
    name: `memory of api and worker at rest, ${SOCKETS} consoles`,
    values: { apiMB, workerMB, togetherMB: apiMB + workerMB },
    aim: '≤ 400 MB',
    held: apiMB + workerMB <= 400,
  };
};

/** Waiting tickets that are none of the shop's. */
const rowsOfOthers = async (client: ApiClient, shop: ApiClient): Promise<TicketRow[]> => {
  const page = await client.get<TicketPage>('/api/v1/tickets?state=waiting&limit=50');
  return page.body.items.filter(({ tenantId }) => tenantId !== shop.session!.user.tenantId);
};
