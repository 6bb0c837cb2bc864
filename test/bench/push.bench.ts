import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
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

/** Latencies of `CHANGES` changes, from the request that makes the change to each socket's hearing of it. */
const heard = async (child: ChildProcess, change: (count: number) => Promise<unknown>): Promise<number[]> => {
  const latencies: number[] = [];
  for (let count = 0; count < WARM + CHANGES; count += 1) {
    const all = told<number[]>(child);
    const start = Date.now();
    await change(count);
    const times = await all;
    if (count >= WARM) latencies.push(...times.map((time) => time - start));
  }
  return latencies;
};

/** The least that telling everybody can cost; with `save`, the least that saving a change and then telling everybody can. */
const bareBroadcast = async (batch: unknown, save = () => Promise.resolve()): Promise<Spread> => {
  const http: HttpServer = createServer((_request, response) => {
    void save().then(() => {
      io.emit('tickets.changed', batch);
      response.end('{}');
    });
  });
  const io = new Server(http, { transports: ['websocket'] });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const child = await audience(url, '', 'tickets.changed', SOCKETS);
  const latencies = await heard(child, () => fetch(url, { method: 'POST' }).then((answer) => answer.text()));
  child.kill();
  await io.close();
  return spread(latencies);
};

/**
 * Change → every entitled console: 300 sockets of one supervisor against a bare broadcast of the same batch, and against the same after
 * a bare transaction, as a change must be saved before it is told. Other shops hear nothing.
 */
export const benchPush = async (desk: BenchDesk): Promise<Figure> => {
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
  const note = async (count: number): Promise<void> => {
    const path = `/api/v1/tickets/${rows[count % rows.length]!.id}/notes`;
    const answer = await client.post<TicketView>(path, { text: '確認しました。' });
    if (answer.status !== 201) throw new Error(`the note answered ${answer.status}: ${answer.text}`);
  };
  const ours = spread(await heard(child, note));
  child.kill();
  strangers.kill();
  const ratio = round(ours.p99 / bare.p99);
  return {
    name: `change → ${SOCKETS} consoles, in ms from the request that changes`,
    values: {
      ...ours,
      bareP50: bare.p50,
      bareP99: bare.p99,
      ratioP99: ratio,
      bareSavedP50: bareSaved.p50,
      bareSavedP99: bareSaved.p99,
      ratioSavedP99: round(ours.p99 / bareSaved.p99),
      leaked,
    },
    aim: 'p99 ≤ 250 ms and ≤ 2 × a bare broadcast; nothing leaks',
    held: ours.p99 <= 250 && ratio <= 2 && leaked === 0,
  };
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
