import { unbroken } from './unbroken.js';

const kept = (html: string): string[] =>
  [...unbroken(html).matchAll(/<span class="nowrap">([^<]*)<\/span>/g)].map((found) => found[1]!);

test('times and numbers with their counters stay in one piece', () => {
  expect(kept('<p>対象は、2015年8月22日 15時から2016年4月18日 16時38分までのご注文です。</p>')).toEqual([
    '2015年8月22日',
    '15時から',
    '2016年4月18日',
    '16時38分まで',
  ]);
  expect(kept('<p>6月27日(月) 18時までに、平日 10時–18時、14:02、12:00–15:00</p>')).toEqual([
    '6月27日(月)',
    '18時まで',
    '10時–18時',
    '14:02',
    '12:00–15:00',
  ]);
  expect(kept('<b>第4報</b> <b>10,946名 / 15,581件</b><i>次の3つがそろいます</i><i>24時間承ります</i>')).toEqual([
    '第4報',
    '10,946名',
    '15,581件',
    '3つ',
    '24時間',
  ]);
});

test('attributes, and places that hold nothing but text, stay as they are', () => {
  const html =
    '<html><title>2か所、入力をお確かめください</title><a href="/d/16時38分" title="16時38分">x</a>' +
    '<textarea>\n16時38分に届きました</textarea><option value="1">10時–12時</option></html>';
  expect(unbroken(html)).toBe(html);
});
