export const RAW_CHARSETS = ['utf-8', 'iso-2022-jp', 'shift_jis', 'euc-jp'] as const;
export type RawCharset = (typeof RAW_CHARSETS)[number];

/** The wire carries a raw mail as one character for each byte. */
const bytesOf = (raw: string): Uint8Array => Uint8Array.from(raw, (character) => character.charCodeAt(0) & 0xff);

/** A character that was cut off at the end is no fault. */
const isUtf8 = (bytes: Uint8Array): boolean =>
  !new TextDecoder('utf-8').decode(bytes, { stream: true }).includes('\ufffd');

/** The charset in which the bytes make sense: by escape sequence, else UTF-8, else what old Japanese mail is mostly written in. */
export const likelyCharset = (raw: string): RawCharset => {
  if (/\u001b(?:\$[@B]|\(J)/.test(raw)) return 'iso-2022-jp';
  return isUtf8(bytesOf(raw)) ? 'utf-8' : 'shift_jis';
};

/** The raw mail as text. What is no character of the charset shows as �; control characters show as themselves, never act. */
export const rawText = (raw: string, charset: RawCharset): string =>
  new TextDecoder(charset)
    .decode(bytesOf(raw))
    .replaceAll('\r\n', '\n')
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' || character === '\t' ? character : '\u00b7'));
