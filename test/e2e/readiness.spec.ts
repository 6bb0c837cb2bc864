import { announceWork, startWork } from '../../apps/worker/src/work.js';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world({ worker: false });
});
afterAll(() => desk.close());

test('a desk that answers already is ready only when its jobs run and its mail is taken', async () => {
  const { app, url } = desk.api;
  const ready = async () => {
    const answer = await fetch(`${url}/readyz`);
    return { status: answer.status, body: await answer.json() };
  };
  announceWork(app);
  expect(await ready()).toMatchObject({
    status: 503,
    body: { checks: { database: 'ok', jobs: 'failed', mail: 'failed' } },
  });
  const work = await startWork(app);
  expect(await ready()).toMatchObject({ status: 200, body: { checks: { database: 'ok', jobs: 'ok', mail: 'ok' } } });
  await work.stop();
  expect(await ready()).toMatchObject({ status: 503, body: { status: 'failed' } });
});
