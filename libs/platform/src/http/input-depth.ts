/** No input of ours is nested deeper; what validates and copies it recurses, and a stack has an end. */
const MOST_LEVELS = 20;

/** Whether an input is nested so deeply that nobody means it. Looks no further down than it must. */
export const isDeep = (input: unknown, levels = MOST_LEVELS): boolean =>
  typeof input === 'object' &&
  input !== null &&
  (levels === 0 || Object.values(input).some((each) => isDeep(each, levels - 1)));
