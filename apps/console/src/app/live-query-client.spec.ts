import {
  type DataTag,
  InfiniteQueryObserver,
  type QueryClient,
  type QueryKey,
  QueryObserver,
} from '@tanstack/react-query';
import { LiveQueryClient, takeAnswer } from './live-query-client.js';

const KEY = ['people', 'me'] as unknown as DataTag<QueryKey, string, Error>;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A server whose answers leave when they are let go, each with what was true when it was asked. */
const slowServer = () => {
  const waiting: { give: () => void; refuse: () => void }[] = [];
  const server = {
    truth: 'signed out',
    count: 0,
    ask: (): Promise<string> => {
      const { truth } = server;
      server.count += 1;
      return new Promise((resolve, reject) =>
        waiting.push({ give: () => resolve(truth), refuse: () => reject(new Error('away')) }),
      );
    },
    /** Resolves when that many questions have come. */
    asked: async (count: number): Promise<void> => {
      while (server.count < count) await turn();
    },
    answer: (at: number): void => waiting[at]!.give(),
    refuse: (at: number): void => waiting[at]!.refuse(),
  };
  return server;
};

let queries: QueryClient;
let stop: () => void;
beforeEach(() => {
  queries = new LiveQueryClient({ defaultOptions: { queries: { retry: false } } });
  stop = () => undefined;
});
afterEach(() => {
  stop();
  queries.clear();
});

/** Resolves when no answer is waited for. */
const allAnswered = async (): Promise<void> => {
  do await turn();
  while (queries.isFetching() > 0);
};

/** A screen that shows what this server answers. */
const screenOf = (server: ReturnType<typeof slowServer>, options: { enabled?: boolean } = {}) => {
  const observer = new QueryObserver(queries, { queryKey: KEY, queryFn: server.ask, ...options });
  stop = observer.subscribe(() => undefined);
  return { observer, shown: () => observer.getCurrentResult().data };
};

test('what changes while the first answer is on its way is asked for again', async () => {
  const server = slowServer();
  const screen = screenOf(server);
  await server.asked(1);
  server.truth = 'available';
  const stale = queries.invalidateQueries({ queryKey: KEY });
  server.answer(0);
  await server.asked(2);
  server.answer(1);
  await stale;
  expect(screen.shown()).toBe('available');
});

test('a first answer that fails stays a failure, and nothing hangs on it', async () => {
  const server = slowServer();
  const { observer } = screenOf(server);
  await server.asked(1);
  server.refuse(0);
  await queries.invalidateQueries({ queryKey: KEY });
  expect(observer.getCurrentResult()).toMatchObject({ status: 'error', fetchStatus: 'idle' });
});

test('an older answer that comes after one’s own change is not shown, and asked for again', async () => {
  const server = slowServer();
  const screen = screenOf(server);
  server.answer(0);
  await allAnswered();
  void queries.invalidateQueries({ queryKey: KEY });
  await server.asked(2);
  server.truth = 'in training';
  queries.setQueryData(KEY, 'in training');
  server.answer(1);
  await server.asked(3);
  expect(screen.shown()).toBe('in training');
  server.truth = 'away';
  queries.setQueryData(KEY, 'away');
  server.answer(2);
  await server.asked(4);
  expect(screen.shown()).toBe('away');
  server.answer(3);
  await allAnswered();
  expect(screen.shown()).toBe('away');
  expect(server.count).toBe(4);
});

test('what is set while the first answer is on its way is shown at once and stays', async () => {
  const server = slowServer();
  const screen = screenOf(server);
  await server.asked(1);
  server.truth = 'available';
  queries.setQueryData(KEY, 'available');
  expect(screen.shown()).toBe('available');
  server.answer(0);
  await server.asked(2);
  expect(screen.shown()).toBe('available');
  server.answer(1);
  await allAnswered();
  expect(screen.shown()).toBe('available');
});

test('a change to what is not known yet waits for the first answer, which is then asked for again', async () => {
  const server = slowServer();
  const screen = screenOf(server);
  await server.asked(1);
  server.truth = 'available';
  queries.setQueryData<string>(KEY, (known) => known && 'available');
  expect(screen.shown()).toBeUndefined();
  server.answer(0);
  await server.asked(2);
  server.answer(1);
  await allAnswered();
  expect(screen.shown()).toBe('available');
});

test('what is set while nothing is on its way is not asked for', async () => {
  const server = slowServer();
  const screen = screenOf(server);
  server.answer(0);
  await allAnswered();
  queries.setQueryData(KEY, 'available');
  await allAnswered();
  expect(screen.shown()).toBe('available');
  expect(server.count).toBe(1);
});

test('whoever waits for an answer without a screen gets the newer one', async () => {
  const server = slowServer();
  const answer = queries.fetchQuery({ queryKey: KEY, queryFn: server.ask });
  server.truth = 'available';
  queries.setQueryData(KEY, 'available');
  server.answer(0);
  await server.asked(2);
  server.answer(1);
  expect(await answer).toBe('available');
});

test('a query that asks only when told to is asked again only where it asked', async () => {
  const server = slowServer();
  const screen = screenOf(server, { enabled: false });
  queries.setQueryData(KEY, 'available');
  await allAnswered();
  expect(server.count).toBe(0);
  void screen.observer.refetch();
  server.truth = 'away';
  queries.setQueryData(KEY, 'away');
  server.answer(0);
  await server.asked(2);
  server.answer(1);
  await allAnswered();
  expect(screen.shown()).toBe('away');
});

test('where the newer answer does not come, what was set stays on screen, with the failure', async () => {
  const server = slowServer();
  const { observer } = screenOf(server);
  queries.setQueryData(KEY, 'available');
  await server.asked(2);
  server.refuse(1);
  await allAnswered();
  expect(observer.getCurrentResult()).toMatchObject({ data: 'available', status: 'error' });
});

test('a further page on its way is put behind the pages as they were changed meanwhile', async () => {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const observer = new InfiniteQueryObserver(queries, {
    queryKey: ['mails'],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => {
      asked.push(pageParam);
      return new Promise<string[]>((resolve) => waiting.push(() => resolve([`mail ${pageParam}`])));
    },
    getNextPageParam: (_last, pages) => pages.length,
  });
  stop = observer.subscribe(() => undefined);
  waiting[0]!();
  await allAnswered();
  const further = observer.fetchNextPage();
  queries.setQueriesData<{ pages: string[][]; pageParams: number[] }>(
    { queryKey: ['mails'] },
    (known) => known && { ...known, pages: [[]] },
  );
  for (const answer of waiting.slice(1)) answer();
  await further;
  expect(observer.getCurrentResult().data?.pages).toEqual([[], ['mail 1']]);
  expect(asked).toEqual([0, 1, 1]);
});

describe('the answer to a step of one’s own', () => {
  /** A step whose answer is on its way until it is let go. */
  const slowStep = () => {
    let give = (_answer: string): void => undefined;
    const answer = new Promise<string>((resolve) => (give = resolve));
    return { taken: takeAnswer(queries, KEY, () => answer), give };
  };

  test('is shown', async () => {
    const server = slowServer();
    const screen = screenOf(server);
    server.answer(0);
    await allAnswered();
    const { taken, give } = slowStep();
    give('away');
    expect(await taken).toBe('away');
    expect(screen.shown()).toBe('away');
    await allAnswered();
    expect(server.count).toBe(1);
  });

  test('hides nothing that was read while it was on its way, and what is true is asked for', async () => {
    const server = slowServer();
    const screen = screenOf(server);
    server.answer(0);
    await allAnswered();
    const { taken, give } = slowStep();
    server.truth = 'on a call';
    void queries.invalidateQueries({ queryKey: KEY });
    await server.asked(2);
    server.answer(1);
    await allAnswered();
    give('away');
    await server.asked(3);
    expect(screen.shown()).toBe('on a call');
    server.truth = 'available';
    server.answer(2);
    await taken;
    expect(screen.shown()).toBe('on a call');
  });

  test('changes what is known where it tells of a part of it', async () => {
    const server = slowServer();
    const screen = screenOf(server);
    server.answer(0);
    await allAnswered();
    await takeAnswer(
      queries,
      KEY,
      async () => 2,
      (known, count) => `${known} ${count}`,
    );
    expect(screen.shown()).toBe('signed out 2');
  });
});
