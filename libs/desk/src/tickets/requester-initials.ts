const ROWS: readonly [string, string][] = [
  ['アァ', 'A'],
  ['イィ', 'I'],
  ['ウゥ', 'U'],
  ['エェ', 'E'],
  ['オォ', 'O'],
  ['カキクケコ', 'K'],
  ['サスセソ', 'S'],
  ['シ', 'S'],
  ['タテト', 'T'],
  ['チ', 'C'],
  ['ツ', 'T'],
  ['ナニヌネノ', 'N'],
  ['ハヒヘホ', 'H'],
  ['フ', 'F'],
  ['マミムメモ', 'M'],
  ['ヤユヨ', 'Y'],
  ['ラリルレロ', 'R'],
  ['ワヲ', 'W'],
  ['ガギグゲゴ', 'G'],
  ['ザズゼゾ', 'Z'],
  ['ジヂ', 'J'],
  ['ダデド', 'D'],
  ['ヅ', 'Z'],
  ['バビブベボ', 'B'],
  ['パピプペポ', 'P'],
  ['ヴ', 'V'],
];

const initialOf = (word: string): string => {
  const [first] = word.normalize('NFKC');
  if (first === undefined) return '';
  const code = first.codePointAt(0)!;
  const kana = code >= 0x3041 && code <= 0x3096 ? String.fromCodePoint(code + 0x60) : first;
  const row = ROWS.find(([letters]) => letters.includes(kana));
  if (row) return row[1];
  return /[a-z]/i.test(first) ? first.toUpperCase() : '';
};

/** `フジシロ メグミ` → `F. M.`; nothing without readable letters. What a shop sees of a requester before it opens the ticket. */
export const initialsOf = (name: string, kana: string | null): string => {
  return (kana ?? name)
    .split(/[\s　・]+/u)
    .map(initialOf)
    .filter(Boolean)
    .slice(0, 2)
    .map((initial) => `${initial}.`)
    .join(' ');
};
