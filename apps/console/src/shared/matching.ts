const HIRAGANA = /[\u3041-\u3096]/g;

/** What is typed and what is shown, made alike: width, case and kana do not count. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(HIRAGANA, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));

/** True when each word that was typed occurs. */
export const matches = (typed: string, shown: string): boolean => {
  const text = folded(shown);
  return folded(typed)
    .split(/\s+/u)
    .every((word) => text.includes(word));
};
