import type { BenchDesk } from './bench-desk.js';
import { type Figure, hammer } from './figures.js';
import { LightConnection } from './light-http.js';

const CLIENTS = 16;

/** Public pages at 16 clients. */
export const benchPages = async (desk: BenchDesk): Promise<Figure[]> => {
  const figures: Figure[] = [];
  const connections = Array.from({ length: CLIENTS }, () => new LightConnection(new URL(desk.url)));
  for (const [name, path, aim] of [
    ['form page', '/d/netvivi/inquiry', 500],
    ['desk page', '/d/netvivi', 500],
  ] as const) {
    const run = await hammer(CLIENTS, 4, async (client) => {
      const status = await connections[client]!.get(path);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
    });
    figures.push({ name: `${name}, 16 clients`, values: run, aim: `≥ ${aim}/s`, held: run.perSecond >= aim });
  }
  for (const connection of connections) connection.close();
  return figures;
};
