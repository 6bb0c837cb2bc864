/** One measured line. Ratios matter; absolute times depend on the machine. */
export interface Figure {
  name: string;
  values: Record<string, number>;
  /** What the value must hold, in words; null for information only. */
  aim: string | null;
  /** Whether it held, where it can be said. */
  held: boolean | null;
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Of durations in milliseconds. */
export type Spread = Record<'p50' | 'p95' | 'p99' | 'max', number>;

export const spread = (durations: readonly number[]): Spread => {
  const sorted = durations.toSorted((one, other) => one - other);
  return {
    p50: round(percentile(sorted, 0.5)),
    p95: round(percentile(sorted, 0.95)),
    p99: round(percentile(sorted, 0.99)),
    max: round(sorted.at(-1) ?? 0),
  };
};

export const round = (value: number): number => Math.round(value * 100) / 100;

/** Runs `work` over and over by `clients` at once for `seconds`; durations of single runs in milliseconds. */
export const hammer = async (clients: number, seconds: number, work: (client: number) => Promise<void>) => {
  const durations: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < end) {
        const start = performance.now();
        await work(client);
        durations.push(performance.now() - start);
      }
    }),
  );
  const elapsed = (performance.now() - began) / 1000;
  return { count: durations.length, perSecond: round(durations.length / elapsed), ...spread(durations) };
};

/** CPU that `work` cost, in ms: of this process, and of whatever else is asked. */
export const cpuOfWork = async <Result>(
  others: Record<string, () => number>,
  work: () => Promise<Result>,
): Promise<{ result: Result; own: number; others: Record<string, number> }> => {
  const before = Object.entries(others).map(([name, read]) => ({ name, read, at: read() }));
  const began = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(began);
  return {
    result,
    own: (user + system) / 1000,
    others: Object.fromEntries(before.map(({ name, read, at }) => [name, read() - at])),
  };
};

export const printFigure = ({ name, values, aim, held }: Figure): void => {
  const words = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  const verdict = held === null ? '' : held ? '  ✓' : '  ✕';
  process.stdout.write(`${name}\n    ${words.join(' · ')}${aim ? `\n    aim: ${aim}${verdict}` : ''}\n`);
};
