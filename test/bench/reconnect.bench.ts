import type { SyncAnswer, TicketPage, TicketView } from '#libs/contracts';
import { ask, type ApiClient } from '../support/client.js';
import type { BenchDesk } from './bench-desk.js';
import { type Figure, round } from './figures.js';

const MISSED = 1_000;
const AT_ONCE = 4;

/** A console comes back after a thousand changes: from its new connection to the rows that it missed, each as it is now. */
export const benchReconnect = async (desk: BenchDesk): Promise<Figure> => {
  const client = await desk.client('supervisor');
  const first = await client.connect();
  const { position } = await ask<SyncAnswer>(first, 'queue.sync', { since: null });
  first.disconnect();
  const versions = await change(client);
  const began = performance.now();
  const again = await client.connect();
  const connected = performance.now();
  const answer = await ask<SyncAnswer>(again, 'queue.sync', { since: position });
  const done = performance.now();
  again.disconnect();
  const rows = new Map(answer.reload ? [] : answer.rows.map(({ id, version }) => [id, version]));
  const missing = [...versions].filter(([id, version]) => (rows.get(id) ?? 0) < version).length;
  return {
    name: `reconnect after ${MISSED.toLocaleString('en')} missed events, in ms`,
    values: { connect: round(connected - began), sync: round(done - connected), rows: rows.size, missing },
    aim: 'complete and right, ≤ 1 s',
    held: missing === 0 && rows.size >= versions.size && done - began <= 1_000,
  };
};

/** Notes on as many tickets as one page holds, over and over; the last version of each. */
const change = async (client: ApiClient): Promise<Map<string, number>> => {
  const page = await client.get<TicketPage>('/api/v1/tickets?limit=100');
  const ids = page.body.items.map(({ id }) => id);
  const versions = new Map<string, number>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let count = next++; count < MISSED; count = next++) {
      const id = ids[count % ids.length]!;
      const answer = await client.post<TicketView>(`/api/v1/tickets/${id}/notes`, { text: '確認しました。' });
      if (answer.status !== 201) throw new Error(`the note answered ${answer.status}: ${answer.text}`);
      versions.set(id, Math.max(versions.get(id) ?? 0, answer.body.version));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return versions;
};
