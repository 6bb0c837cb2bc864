const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 base32 in lower case without padding: survives mail programs that fold case. */
export const base32 = (bytes: Buffer): string => {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
};

/** Null for anything that `base32` would not have written: one value has one spelling. */
export const fromBase32 = (text: string): Buffer | null => {
  if (!/^[a-z2-7]{1,100}$/.test(text)) return null;
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const whole = bits.match(/.{8}/g) ?? [];
  if (bits.length - whole.length * 8 >= 5 || /1/.test(bits.slice(whole.length * 8))) return null;
  return Buffer.from(whole.map((byte) => Number.parseInt(byte, 2)));
};
