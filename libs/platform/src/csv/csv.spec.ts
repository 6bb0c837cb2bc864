import { decodeFile, parseCsv } from './csv.js';

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
