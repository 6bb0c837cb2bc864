import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Server } from 'socket.io';
import type { ServerToClient, TicketPage, TicketRow, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { openBare } from './bare.js';
import type { BenchDesk } from './bench-desk.js';
import { type Figure, round, type Spread, spread } from './figures.js';

type Batch = Parameters<ServerToClient['tickets.changed']>[0];

const SOCKETS = 300;
const STRANGERS = 20;
/** What a morning's first changes cost is not what a change costs. */
const WARM = 20;
const CHANGES = 500;
const REST_MS = 20;
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

/** Somebody who changes something, and the consoles that are to hear of it. */
interface Source {
  consoles: ChildProcess;
  /** Answers the id of the ticket that changed. */
  change: (count: number) => Promise<string>;
  /** When the last change stood, in ms of this machine's clock; asked once it is heard everywhere. */
  changedAt: () => number | Promise<number>;
  end: () => Promise<unknown>;
}

/** When each of the consoles heard of this ticket; changes of others, which the desk makes by itself, are not counted. */
const heardOf = async (consoles: ChildProcess, change: Promise<string>): Promise<number[]> => {
  for (;;) {
    const [ticketId, report] = await Promise.all([change, told<{ ticketId: string; times: number[] }>(consoles)]);
    if (report.ticketId === ticketId) return report.times;
  }
};

/** How long it took until each socket heard of `CHANGES` changes: since the request that makes the change, and since the change stood. */
interface Heard {
  sinceRequest: Spread;
  sinceChange: Spread;
}

/** In turn, each from rest: whatever else this machine does meanwhile, it does to all of them. */
const heard = async (sources: readonly Source[]): Promise<Heard[]> => {
  const times = sources.map(() => ({ sinceRequest: [] as number[], sinceChange: [] as number[] }));
  for (let count = 0; count < WARM + CHANGES; count += 1) {
    for (const [at, { consoles, change, changedAt }] of sources.entries()) {
      await delay(REST_MS);
      const start = Date.now();
      const heardAt = await heardOf(consoles, change(count));
      const changed = await changedAt();
      if (count < WARM) continue;
      times[at]!.sinceRequest.push(...heardAt.map((time) => time - start));
      times[at]!.sinceChange.push(...heardAt.map((time) => time - changed));
    }
  }
  return times.map(({ sinceRequest, sinceChange }) => ({
    sinceRequest: spread(sinceRequest),
    sinceChange: spread(sinceChange),
  }));
};

/** The least that telling everybody can cost; with `save`, the least that saving a change and then telling everybody can. */
const openBroadcast = async (batch: Batch, save = () => Promise.resolve()): Promise<Source> => {
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
  const consoles = await audience(url, '', 'tickets.changed', SOCKETS);
  return {
    consoles,
    change: async () => {
      await fetch(url, { method: 'POST' }).then((answer) => answer.text());
      return batch.events[0]!.ticketId;
    },
    changedAt: () => changedAt,
    end: () => io.close(),
  };
};

/** Notes at waiting tickets of other shops than that of the `strangers`. */
const openDesk = async (desk: BenchDesk, client: ApiClient, rows: readonly TicketRow[]): Promise<Source> => {
  const commits = await openCommits(desk);
  let changed = rows[0]!;
  return {
    consoles: await audience(desk.url, client.cookie, 'tickets.changed', SOCKETS),
    change: async (count) => {
      changed = rows[count % rows.length]!;
      const answer = await client.post<TicketView>(`/api/v1/tickets/${changed.id}/notes`, { text: '確認しました。' });
      if (answer.status !== 201) throw new Error(`the note answered ${answer.status}: ${answer.text}`);
      return changed.id;
    },
    changedAt: () => commits.newestOf(changed.tenantId),
    end: commits.end,
  };
};

/** When the newest change of a shop was committed, by PostgreSQL's own record. */
const openCommits = async (desk: BenchDesk) => {
  const session = new pg.Client({ connectionString: desk.appUrl });
  await session.connect();
  const newestOf = async (tenantId: string): Promise<number> => {
    await session.query(`SELECT set_config('app.tenants', $1, false)`, [`{${tenantId}}`]);
    const { rows } = await session.query<{ at: number }>(NEWEST_COMMIT, [tenantId]);
    return rows[0]!.at;
  };
  return { newestOf, end: () => session.end() };
};
const NEWEST_COMMIT = `
  SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 * 1000 AS at FROM event
   WHERE tenant_id = $1 ORDER BY number DESC LIMIT 1`;

/**
 * Change → every entitled console: 300 sockets of one supervisor. The push is what follows the commit, and is held against a bare
 * broadcast of the same batch; from the request on, against the same after a bare transaction too. Other shops hear nothing.
 */
export const benchPush = async (desk: BenchDesk): Promise<Figure[]> => {
  const client = await desk.client('supervisor');
  const shop = await desk.client('shop_user');
  const rows = await rowsOfOthers(client, shop);
  const hint = { ticketId: rows[0]!.id, type: 'ticket.noted', actorId: rows[0]!.id };
  const batch = { position: '1', rows: [rows[0]!], events: [hint] };
  const transaction = await openBare(desk, 'three', 1);
  const strangers = await audience(desk.url, shop.cookie, '*', STRANGERS);
  let leaked = 0;
  strangers.on('message', () => (leaked += 1));
  const broadcast = await openBroadcast(batch);
  const ours = await openDesk(desk, client, rows);
  const saved = await openBroadcast(batch, transaction.once);
  const [bare, own] = (await heard([broadcast, ours])) as [Heard, Heard];
  // On its own: whatever it writes, the desk reads too.
  const [bareSaved] = (await heard([saved])) as [Heard];
  strangers.kill();
  for (const { consoles, end } of [broadcast, ours, saved]) {
    consoles.kill();
    await end();
  }
  await transaction.end();
  const ratio = round(own.sinceChange.p99 / bare.sinceChange.p99);
  return [
    {
      name: `change → ${SOCKETS} consoles, in ms from its commit`,
      values: {
        ...own.sinceChange,
        bareP50: bare.sinceChange.p50,
        bareP99: bare.sinceChange.p99,
        ratioP99: ratio,
        leaked,
      },
      aim: 'p99 ≤ 250 ms and ≤ 2 × a bare broadcast; nothing leaks',
      held: own.sinceChange.p99 <= 250 && ratio <= 2 && leaked === 0,
    },
    {
      name: `change → ${SOCKETS} consoles, in ms from the request that changes`,
      values: {
        ...own.sinceRequest,
        bareP50: bare.sinceRequest.p50,
        bareP99: bare.sinceRequest.p99,
        ratioP99: round(own.sinceRequest.p99 / bare.sinceRequest.p99),
        bareSavedP50: bareSaved.sinceRequest.p50,
        bareSavedP99: bareSaved.sinceRequest.p99,
        ratioSavedP99: round(own.sinceRequest.p99 / bareSaved.sinceRequest.p99),
      },
      aim: 'p99 ≤ 250 ms',
      held: own.sinceRequest.p99 <= 250,
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

/** Waiting tickets that are none of the shop's; so many that none becomes a conversation of hundreds of notes. */
const rowsOfOthers = async (client: ApiClient, shop: ApiClient): Promise<TicketRow[]> => {
  const page = await client.get<TicketPage>('/api/v1/tickets?state=waiting&sort=due&limit=200');
  return page.body.items.filter(({ tenantId }) => tenantId !== shop.session!.user.tenantId);
};
