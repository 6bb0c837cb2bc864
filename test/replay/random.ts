/** Numbers in [0, 1) that are the same each time for the same seed. */
export const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
};

export const exponential = (random: () => number, mean: number): number => -mean * Math.log(random());
