import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import type { TicketPage, TicketView } from '#libs/contracts';
import type { BenchDesk } from './bench-desk.js';
import { type Figure, round, spread } from './figures.js';

const SOCKETS = 300;
const CHANGES = 60;
const AUDIENCE = fileURLToPath(new URL('./audience.ts', import.meta.url));
const LOADER = fileURLToPath(new URL('../../scripts/register-ts.mjs', import.meta.url));

/** 300 listening consoles in a process of their own, which reports when each of them heard of a change. */
const audience = async (url: string, cookie: string, event: string): Promise<ChildProcess> => {
  const child = fork(AUDIENCE, [url, cookie, event, String(SOCKETS)], { execArgv: ['--import', LOADER] });
  await once(child, 'message');
  return child;
};

/** Latencies of `CHANGES` changes, from the request that makes the change to each socket's hearing of it. */
const heard = async (child: ChildProcess, change: (count: number) => Promise<unknown>): Promise<number[]> => {
  const latencies: number[] = [];
  for (let count = 0; count < CHANGES; count += 1) {
    const all = once(child, 'message') as Promise<[number[]]>;
    const start = Date.now();
    await change(count);
    const [times] = await all;
    latencies.push(...times.map((time) => time - start));
  }
  return latencies;
};

const bareBroadcast = async (row: unknown): Promise<number[]> => {
  const http: HttpServer = createServer((_request, response) => {
    io.emit('tickets.changed', row);
    response.end('{}');
  });
  const io = new Server(http, { transports: ['websocket'] });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const child = await audience(url, '', 'tickets.changed');
  const latencies = await heard(child, () => fetch(url, { method: 'POST' }).then((answer) => answer.text()));
  child.kill();
  await io.close();
  return latencies;
};

/** Change → every entitled console: 300 sockets of one supervisor, against a bare broadcast of the same payload. */
export const benchPush = async (desk: BenchDesk): Promise<Figure> => {
  const client = await desk.client('supervisor');
  const page = await client.get<TicketPage>('/api/v1/tickets?state=waiting&limit=50');
  const ids = page.body.items.map(({ id }) => id);
  const row = {
    position: '1',
    rows: [page.body.items[0]],
    events: [{ ticketId: ids[0], type: 'ticket.noted', actorId: ids[0] }],
  };
  const bare = spread(await bareBroadcast(row));
  const child = await audience(desk.url, client.cookie, 'tickets.changed');
  const note = async (count: number) => {
    const answer = await client.post<TicketView>(`/api/v1/tickets/${ids[count % ids.length]}/notes`, {
      text: '確認しました。',
    });
    if (answer.status !== 201) throw new Error(`the note answered ${answer.status}: ${answer.text}`);
  };
  const ours = spread(await heard(child, note));
  const memory = desk.memory();
  child.kill();
  const ratio = round(ours.p99 / bare.p99);
  return {
    name: `change → ${SOCKETS} consoles, in ms from the request that changes`,
    values: { ...ours, bareP50: bare.p50, bareP99: bare.p99, ratioP99: ratio, memoryMB: memory },
    aim: 'p99 ≤ 250 ms and ≤ 2 × a bare broadcast; memory ≤ 400 MB with 300 sockets',
    held: ours.p99 <= 250 && ratio <= 2 && memory <= 400,
  };
};
