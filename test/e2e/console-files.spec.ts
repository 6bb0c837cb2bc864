import { requireConsole } from '../support/console-world.js';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  requireConsole();
  desk = await world({ worker: false });
});
afterAll(() => desk?.close());

test.each(['br', 'gzip'])(
  'the console’s files reach a browser that takes %s compressed, and are the same',
  async (encoding) => {
    const page = await (await fetch(`${desk.api.url}/login`)).text();
    const [, style] = /href="(\/assets\/[^"]+\.css)"/.exec(page)!;
    const get = (accepted: string) => fetch(`${desk.api.url}${style}`, { headers: { 'accept-encoding': accepted } });
    const [plain, compressed] = [await get('identity'), await get(encoding)];
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(compressed.headers.get('content-encoding')).toBe(encoding);
    expect(compressed.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(compressed.headers.get('content-type')).toBe(plain.headers.get('content-type'));
    const [plainSize, sentSize] = [plain, compressed].map(({ headers }) => Number(headers.get('content-length')));
    expect(sentSize).toBeLessThan(plainSize! / 2);
    expect(await compressed.text()).toBe(await plain.text());
  },
);
