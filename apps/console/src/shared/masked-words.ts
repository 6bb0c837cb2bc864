import { useTranslation } from 'react-i18next';

type Secret = 'card' | 'mynumber';

const MASKS = /\[\[masked:(card|mynumber)\]\]/gu;

/** Plain text, as titles and rows have it: each secret that was masked before storage is its word in brackets. */
export const maskedWords = (text: string, wordOf: (secret: Secret) => string): string =>
  text.replace(MASKS, (_, secret: Secret) => `[${wordOf(secret)}]`);

/** The same in this desk's language. */
export const useMaskedWords = (): ((text: string) => string) => {
  const { t } = useTranslation('words');
  return (text) => maskedWords(text, (secret) => t(`masked.${secret}`));
};

/** The text cut at its marks: every second part names a secret. */
export const maskedParts = (text: string): string[] => text.split(MASKS);
