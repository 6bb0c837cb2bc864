import { decodeFile, isTextFile, parseCsv } from './csv.js';

test('quotes, commas and line ends inside cells, blank lines and a byte order mark', () => {
  const text = '\uFEFF氏名,"店舗"\r\n"藤代, 恵","甲\n乙"\r\n\r\n "a ""b""", c \r';
  expect(parseCsv(text)).toEqual([
    { line: 1, cells: ['氏名', '店舗'] },
    { line: 2, cells: ['藤代, 恵', '甲\n乙'] },
    { line: 5, cells: ['a "b"', 'c'] },
  ]);
});

test('cells pasted from a spreadsheet are divided by tabs', () => {
  expect(parseCsv('a\tb\n1,5\t2')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1,5', '2'] },
  ]);
});

test('CP932 is known by bytes that UTF-8 does not have, with 髙 and 﨑 in both of their places', () => {
  const takasaki = Buffer.from([0xfb, 0xfc, 0xed, 0x95, 0xee, 0xe0, 0xfa, 0xb1]);
  expect(decodeFile(takasaki, null)).toEqual({ text: '髙﨑髙﨑', encoding: 'shift_jis' });
  expect(decodeFile(Buffer.from('\uFEFF髙﨑'), null)).toEqual({ text: '髙﨑', encoding: 'utf-8' });
});

test('a workbook and UTF-16 are no text, CP932 and an empty file are', () => {
  const workbook = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00, 0x08, 0x00]);
  expect([workbook, Buffer.from('\uFEFF氏名,店舗', 'utf16le')].map(isTextFile)).toEqual([false, false]);
  expect([Buffer.from([0xfb, 0xfc, 0x0d, 0x0a]), Buffer.alloc(0)].map(isTextFile)).toEqual([true, true]);
});
