import http from 'node:http';
import type { BenchDesk } from './bench-desk.js';
import { type Figure, hammer } from './figures.js';

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

const read = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { accept: 'text/html' } }, (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${response.statusCode}`)),
        );
      })
      .once('error', reject);
  });

/** Public pages at 16 clients. */
export const benchPages = async (desk: BenchDesk): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const [name, path, aim] of [
    ['form page', '/d/netvivi/inquiry', 500],
    ['desk page', '/d/netvivi', 500],
  ] as const) {
    const run = await hammer(16, 4, () => read(desk.url + path));
    figures.push({ name: `${name}, 16 clients`, values: run, aim: `≥ ${aim}/s`, held: run.perSecond >= aim });
  }
  return figures;
};
