/** No input of ours is nested deeper; what validates and copies it recurses, and a stack has an end. */
const MOST_LEVELS = 20;
/** Half of a character: no text has it, neither a URL nor the database can hold it, and JSON carries it all the same. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/** Whether an input is one that somebody can have meant: not nested without end, its texts made of whole characters. */
export const isReadable = (input: unknown, levels = MOST_LEVELS): boolean => {
  if (typeof input === 'string') return !HALF_CHARACTER.test(input);
  if (typeof input !== 'object' || input === null) return true;
  return levels > 0 && Object.values(input).every((each) => isReadable(each, levels - 1));
};
