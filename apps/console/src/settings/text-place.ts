import { type CannedTextRow, type Language, LANGUAGES } from '#libs/contracts';

/** Which text: its language, its key and, where it is a shop's own, the shop. */
export interface TextPlace {
  key: string;
  language: Language;
  tenantId: string | null;
}

/** As it stands in the address. */
export const placeOf = ({ key, language, tenantId }: TextPlace | CannedTextRow): string =>
  `${language}-${key}${tenantId === null ? '' : `.${tenantId}`}`;

export const textPlace = (address: string): TextPlace => {
  const language = LANGUAGES.find((each) => address.startsWith(`${each}-`)) ?? 'ja';
  const [key = '', tenantId = null] = address.slice(language.length + 1).split('.');
  return { key, language, tenantId };
};
