export interface Outcome {
  /** What it failed with, or null. */
  failed: unknown;
}

const AT_ONCE = 4;

/** Does the same to each, a few at once, and tells how each went; says how many failed. */
export const oneByOne = async (
  ids: readonly string[],
  work: (id: string) => Promise<unknown>,
  tell: (id: string, outcome: Outcome) => void,
  atOnce = AT_ONCE,
): Promise<number> => {
  const waiting = [...ids];
  let failures = 0;
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const failed = await work(id).then(
        () => null,
        (error: unknown) => error ?? new Error('no reason given'),
      );
      if (failed !== null) failures += 1;
      tell(id, { failed });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return failures;
};
