/** What was stored as JSON. Nothing where nothing was stored, or where what lies there was damaged: then it counts as never stored. */
export const parsedJson = (stored: string | null): unknown => {
  if (stored === null) return null;
  try {
    return JSON.parse(stored) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};
