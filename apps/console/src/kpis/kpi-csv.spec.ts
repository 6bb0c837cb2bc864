import { csvOf } from './kpi-csv.js';

test('a sheet keeps its cells apart, and no cell is taken for a formula', () => {
  expect(
    csvOf([
      ['店舗', '応答率 (%)'],
      ['こもれび, "雑貨店"', 200 / 3],
      ['=HYPERLINK()', null],
      ['-1', -1],
      ['＝1+1', '\t=1'],
    ]),
  ).toBe('店舗,応答率 (%)\r\n"こもれび, ""雑貨店""",66.6667\r\n\'=HYPERLINK(),\r\n\'-1,-1\r\n\'＝1+1,\'\t=1\r\n');
});
