import { QueryObserver } from '@tanstack/react-query';
import { LiveQueryClient } from './live-query-client.js';

const KEY = ['people', 'me'];

/** A server whose answers leave when they are let go, each with what was true when it was asked. */
const slowServer = () => {
  const waiting: (() => void)[] = [];
  const server = {
    truth: 'signed out',
    ask: (): Promise<string> => {
      const { truth } = server;
      return new Promise((resolve) => waiting.push(() => resolve(truth)));
    },
    /** Resolves when that many questions have come. */
    asked: async (count: number): Promise<void> => {
      while (waiting.length < count) await new Promise((resolve) => setImmediate(resolve));
    },
    answer: (at: number): void => waiting[at]!(),
  };
  return server;
};

test('what changes while the first answer is on its way is asked for again', async () => {
  const server = slowServer();
  const queries = new LiveQueryClient();
  const observer = new QueryObserver(queries, { queryKey: KEY, queryFn: server.ask });
  const stop = observer.subscribe(() => undefined);
  await server.asked(1);
  server.truth = 'available';
  const stale = queries.invalidateQueries({ queryKey: KEY });
  server.answer(0);
  await server.asked(2);
  server.answer(1);
  await stale;
  expect(observer.getCurrentResult().data).toBe('available');
  stop();
  queries.clear();
});

test('a first answer that fails stays a failure, and nothing hangs on it', async () => {
  const queries = new LiveQueryClient({ defaultOptions: { queries: { retry: false } } });
  const observer = new QueryObserver(queries, { queryKey: KEY, queryFn: () => Promise.reject(new Error('away')) });
  const stop = observer.subscribe(() => undefined);
  await queries.invalidateQueries({ queryKey: KEY });
  expect(observer.getCurrentResult()).toMatchObject({ status: 'error', fetchStatus: 'idle' });
  stop();
  queries.clear();
});
