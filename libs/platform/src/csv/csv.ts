import type { FileEncoding } from '#libs/contracts';

/** Workbooks, pictures and other files that are no text hold zeros, which no text in these encodings has. */
export const isTextFile = (bytes: Buffer): boolean => !bytes.includes(0);

/**
 * A file's text. UTF-8 with or without its mark where the bytes allow it, else CP932 as Japanese spreadsheets write it (the WHATWG
 * `shift_jis` is that superset).
 */
export const decodeFile = (bytes: Buffer, wanted: FileEncoding | null): { text: string; encoding: FileEncoding } => {
  const encoding = wanted ?? (isUtf8(bytes) ? 'utf-8' : 'shift_jis');
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
};

const isUtf8 = (bytes: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    // Bytes that UTF-8 does not have: then it is the other one.
    return false;
  }
};

export interface CsvRow {
  /** Where the row begins in the file, from 1. */
  line: number;
  cells: string[];
}

/** RFC 4180 with the freedoms of spreadsheets: any line end, tabs instead of commas, blank lines left out, cells trimmed. */
export const parseCsv = (text: string): CsvRow[] => {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const separator = separatorOf(source);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let beganAt = 1;
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.some((each) => each !== '')) rows.push({ line: beganAt, cells });
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at]!;
    if (quoted && character === '"' && source[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (quoted || cell.trim() === '')) {
      quoted = !quoted;
      if (quoted) cell = '';
    } else if (!quoted && character === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (!quoted && character === '\n') {
      endRow();
      beganAt = line + 1;
    } else {
      cell += character;
    }
    if (character === '\n') line += 1;
  }
  endRow();
  return rows;
};

const separatorOf = (source: string): string => {
  const head = source.slice(0, source.indexOf('\n') === -1 ? undefined : source.indexOf('\n'));
  return head.includes('\t') && !head.includes(',') ? '\t' : ',';
};
