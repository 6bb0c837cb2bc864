type Secret = 'card' | 'mynumber';

const MASKS = /\[\[masked:(card|mynumber)\]\]/gu;

/** Plain text, as titles and rows have it: each secret that was masked before storage is its word in brackets. */
export const maskedWords = (text: string, wordOf: (secret: Secret) => string): string =>
  text.replace(MASKS, (_, secret: Secret) => `[${wordOf(secret)}]`);
