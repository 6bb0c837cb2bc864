import { encodeCp932 } from './cp932.js';

/** What a spreadsheet would take for a formula is text; some take the wide signs too. */
const cellOf = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(Number(value.toFixed(4)));
  const text = /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** RFC 4180. */
export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');

/** How a sheet is written: UTF-8 with the mark by which spreadsheets know it, or CP932 for those that know nothing else. */
export const SHEET_ENCODINGS = ['utf-8', 'cp932'] as const;
export type SheetEncoding = (typeof SHEET_ENCODINGS)[number];

/** Hands a sheet to the person. Returns the characters that its encoding does not have. */
export const download = (name: string, csv: string, encoding: SheetEncoding): string[] => {
  const { bytes, lost } =
    encoding === 'cp932' ? encodeCp932(csv) : { bytes: new TextEncoder().encode(`\uFEFF${csv}`), lost: [] };
  const type = `text/csv;charset=${encoding === 'cp932' ? 'shift_jis' : 'utf-8'}`;
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  return lost;
};
