/** Stands for a character that CP932 does not have, as printers do it. */
const GETA = '〓';

/** What Unicode writes in two ways and CP932, as spreadsheets read it, only in the other. */
const TWINS: Readonly<Record<string, string>> = {
  '〜': '～',
  '—': '―',
  '−': '－',
  '‖': '∥',
  '¢': '￠',
  '£': '￡',
  '¬': '￢',
  '¥': '￥',
  '\u00A0': ' ',
};

/** NEC's copy of IBM's characters: read, but never written. */
const isCopy = (lead: number): boolean => lead === 0xed || lead === 0xee;

/** The platform decodes CP932 and does not encode it: the table is its decoder, turned around. */
const tableOf = (): ReadonlyMap<string, readonly number[]> => {
  const decoder = new TextDecoder('shift_jis');
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if ([...character].length === 1 && character !== '\uFFFD' && !table.has(character)) table.set(character, bytes);
  };
  for (let byte = 0; byte < 0x80; byte += 1) add(byte);
  for (let byte = 0xa1; byte < 0xe0; byte += 1) add(byte);
  for (let lead = 0x81; lead < 0xfd; lead += 1) {
    // Between these two lie the characters of one byte; F0 to F9 are for private use.
    if ((lead > 0x9f && lead < 0xe0) || (lead > 0xef && lead < 0xfa) || isCopy(lead)) continue;
    for (let trail = 0x40; trail < 0xfd; trail += 1) if (trail !== 0x7f) add(lead, trail);
  }
  return table;
};

let table: ReturnType<typeof tableOf> | null = null;

export interface Cp932Text {
  bytes: Uint8Array<ArrayBuffer>;
  /** Characters that CP932 does not have, each once; 〓 stands in their places. */
  lost: string[];
}

export const encodeCp932 = (text: string): Cp932Text => {
  table ??= tableOf();
  const lost = new Set<string>();
  const bytes: number[] = [];
  for (const character of text.normalize('NFC')) {
    let code = table.get(TWINS[character] ?? character);
    if (!code) {
      lost.add(character);
      code = table.get(GETA)!;
    }
    bytes.push(...code);
  }
  return { bytes: Uint8Array.from(bytes), lost: [...lost] };
};
