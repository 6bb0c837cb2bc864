import fc from 'fast-check';
import { isCardNumber, passesLuhn } from './card-numbers.js';
import { isMyNumber, maskedParts, maskSecrets } from './secret-mask.js';

const CARD = '[[masked:card]]';
const MY_NUMBER = '[[masked:mynumber]]';

describe('card numbers', () => {
  test.each([
    ['４１１１－１１１１ １１１１ 1111', CARD],
    ['4111111111111111', CARD],
    ['カード番号は4111111111111111です。', `カード番号は${CARD}です。`],
    ['4111-1111-1111-1111', CARD],
    ['4111 1111 1111 1111', CARD],
    ['4111　1111　1111　1111', CARD],
    ['４１１１ー１１１１ー１１１１ー１１１１', CARD],
    ['4111−1111–1111—1111', CARD],
    ['4111 1111\n1111 1111', CARD],
    ['4111 11\r\n  11 1111 1111', CARD],
    ['41 11 11 11 11 11 11 11', CARD],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', CARD],
    ['5555 5555 5555 4444', CARD],
    ['2221 0000 0000 0009', CARD],
    ['3782 822463 10005', CARD],
    ['3530111333300000', CARD],
    ['3056 930902 5904', CARD],
    ['6011-1111-1111-1117', CARD],
    ['6200000000000005', CARD],
    ['4222222222222', CARD],
    ['電話 090-1234-5678 4111 1111 1111 1111', `電話 090-1234-5678 ${CARD}`],
    ['4111111111111111 5555555555554444', `${CARD} ${CARD}`],
    ['4111111111111111 12/25', `${CARD} 12/25`],
    ['41111111111111111225', CARD],
    ['4111/1111/1111/1111', CARD],
    ['4111,1111,1111,1111', CARD],
    ['4111、1111、1111、1111', CARD],
    ['(4111) 1111 - 1111 - 1111', `(${CARD}`],
    ['4111の1111の1111の1111', CARD],
    ['4111<br>1111<br/>1111</b> 1111', CARD],
    ['4111&nbsp;1111&nbsp;1111&nbsp;1111', CARD],
    ['> 4111 1111\n> 1111 1111', `> ${CARD}`],
    ['3782/822463/10005', CARD],
    ['1234 / 4111/1111/1111/1111', `1234 / ${CARD}`],
    ['𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏', CARD],
    ['番号は٤١١١١١١١١١١١١١١١です', `番号は${CARD}です`],
    ['④①①①①①①①①①①①①①①①', CARD],
    ['四一一一一一一一一一一一一一一一', CARD],
    ['四一一一 一一一一 一一一一 一一一一', CARD],
    ['①4111111111111111', `①${CARD}`],
    ['4111111111111111 12/26 123', `${CARD} 12/26 ${CARD}`],
    ['4111-1111-1111-1111, 有効期限 12/26, 123', `${CARD}, 有効期限 12/26, ${CARD}`],
  ])('%j is masked', (text, masked) => {
    expect(maskSecrets(text)).toEqual({ text: masked, found: ['card'] });
  });

  test.each([
    ['wrong check digit', '4111111111111112'],
    ['wrong check digit, spaced', '4111 1111 1111 1112'],
    ['a waybill of twelve digits', '送状番号 4111-1111-1111'],
    ['a phone number', '０９０−１２３４−５６７８'],
    ['two phone numbers in a list', '090-4567-8901\n090-1234-5674'],
    ['a free number', '0800-170-7773'],
    ['our reference number', '受付番号 625-0184-6'],
    ['no brand', '1234567812345670'],
    ['dates and counts', '2015-08-22 15:00 – 2016-04-18 16:38, 10,946 名 15,581 件'],
    ['an invoice number of 22 digits', '2016082215000000123456'],
    ['dates one after the other', '4/10、4/11、4/12、4/13、4/14、4/15、5/3、5/4'],
    ['amounts', '4,111円、1,111円、1,111円、1,111円'],
    ['years', '2015/2016/2017/2018'],
    ['bullets', '①一つ目 ②二つ目 ③三つ目、一二三四五'],
    ['groups of another length', '4111/11111/111/1111'],
    ['a wrong check digit across signs', '4111/1111/1111/1112'],
    ['sentences between the halves', '4111 1111 までは読めますが、そのあとの 1111 1111 は読めません'],
  ])('%s is left alone', (_, text) => {
    expect(maskSecrets(text)).toEqual({ text, found: [] });
  });
});

describe('security codes', () => {
  test.each([
    ['4111111111111111 CVV 123', `${CARD} CVV ${CARD}`],
    ['番号 4111-1111-1111-1111、セキュリティコードは１２３です', `番号 ${CARD}、セキュリティコードは${CARD}です`],
    ['CVC2: 1234\n4111111111111111', `CVC2: ${CARD}\n${CARD}`],
    ['クレジットカードのセキュリティコード 987', `クレジットカードのセキュリティコード ${CARD}`],
    ['CVC 123', `CVC ${CARD}`],
    ['セキュリティコード：９８７', `セキュリティコード：${CARD}`],
    ['クレジットカード 裏の3桁 123', `クレジットカード 裏の3桁 ${CARD}`],
    ['my card 4111111111111111, security code 123', `my card ${CARD}, security code ${CARD}`],
  ])('%j', (text, masked) => {
    expect(maskSecrets(text).text).toBe(masked);
  });

  test('three digits elsewhere are left alone', () => {
    expect(maskSecrets('確認番号 123 で届いた荷物について').found).toEqual([]);
    expect(maskSecrets('注文は123件です').found).toEqual([]);
  });
});

describe('My Number', () => {
  test('check digit', () => {
    expect(isMyNumber('123456789018')).toBe(true);
    for (const last of '012345679') expect(isMyNumber(`12345678901${last}`)).toBe(false);
  });

  test.each([
    ['マイナンバーは123456789018です', `マイナンバーは${MY_NUMBER}です`],
    ['個人番号：１２３４　５６７８　９０１８', `個人番号：${MY_NUMBER}`],
    ['My Number 1234-5678-9018', `My Number ${MY_NUMBER}`],
    ['マイナンバー 1234/5678/9018', `マイナンバー ${MY_NUMBER}`],
    ['個人番号は一二三四五六七八九〇一八', `個人番号は${MY_NUMBER}`],
    ['マイナカードの番号 123456789018', `マイナカードの番号 ${MY_NUMBER}`],
    ['1234 5678 9018 (ﾏｲﾅﾝﾊﾞｰ)', `${MY_NUMBER} (ﾏｲﾅﾝﾊﾞｰ)`],
  ])('%j is masked', (text, masked) => {
    expect(maskSecrets(text)).toEqual({ text: masked, found: ['mynumber'] });
  });

  test.each([
    ['without the word', '送状番号 123456789018'],
    ['wrong check digit', 'マイナンバー 123456789012'],
    ['far from the word', `マイナンバーについて。${'あ'.repeat(80)}送状番号 123456789018`],
  ])('%s it is left alone', (_, text) => {
    expect(maskSecrets(text)).toEqual({ text, found: [] });
  });
});

const completed = (digits: string): string =>
  [...'0123456789'].map((last) => digits + last).find((number) => passesLuhn(number))!;
const cards = fc
  .tuple(
    fc.constantFrom('4', '51', '55', '2221', '34', '37', '3528', '6011', '36'),
    fc.string({ unit: digit(), minLength: 17, maxLength: 17 }),
  )
  .map(([brand, rest]) => {
    const length = brand === '34' || brand === '37' ? 15 : brand === '36' ? 14 : 16;
    return completed((brand + rest).slice(0, length - 1));
  });
function digit() {
  return fc.constantFrom(...'0123456789');
}
const separator = fc.constantFrom('', '', '', ' ', '-', '　', '－', 'ー', '−', '\n', '\r\n', ' - ');
const words = fc.constantFrom('カードは', '番号:', '\n', 'です。', ' (', ')', '、', 'abc');

describe('properties', () => {
  test('no digit of a card number survives, however it is written', () => {
    fc.assert(
      fc.property(
        cards,
        fc.array(separator, { minLength: 19, maxLength: 19 }),
        fc.boolean(),
        words,
        words,
        (card, gaps, wide, before, after) => {
          const typed = [...card]
            .map((sign) => (wide ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign))
            .map((sign, at) => sign + (at < card.length - 1 ? gaps[at]! : ''))
            .join('');
          expect(maskSecrets(before + typed + after)).toEqual({ text: before + CARD + after, found: ['card'] });
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a wrong check digit leaves the number as typed', () => {
    fc.assert(
      fc.property(cards, fc.integer({ min: 1, max: 9 }), (card, shift) => {
        const wrong = card.slice(0, -1) + String((Number(card.at(-1)) + shift) % 10);
        expect(isCardNumber(wrong)).toBe(false);
        expect(maskSecrets(`番号 ${wrong} です`).found).toEqual([]);
      }),
    );
  });

  test('masking twice is masking once, and text around a secret stays as it was', () => {
    const piece = fc.oneof(
      cards,
      words,
      fc.string({ unit: digit() }),
      fc.string({ unit: 'grapheme' }),
      fc.constant('CVV 123'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const once = maskSecrets(pieces.join(''));
        expect(maskSecrets(once.text).text).toBe(once.text);
        expect(maskedParts(once.text).some((part) => part.kind === 'masked')).toBe(once.text.includes('[[masked:'));
      }),
      { numRuns: 1000 },
    );
  });

  // Work that grew with the square of the length would take minutes here, and end in the time limit.
  test.each([
    ['digits', '4'],
    ['single digits', '4 '],
    ['groups', '4111 1111 '],
    ['names of the code', 'CVV '],
    ['names and digits', 'セキュリティコード 12 '],
    ['My Number', 'マイナンバー 1234 5678 9018 '],
    ['blanks', ' '],
    ['dashes', '1-------------'],
    ['sentences', 'お問い合わせの件、6月23日に電話がありました。'],
  ])(
    'a long text of %s is masked',
    (_, unit) => {
      const text = unit.repeat(Math.ceil(400_000 / unit.length));
      expect(maskSecrets(`${text}カード 4111 1111 1111 1111`).text).not.toContain('4111 1111 1111 1111');
    },
    60_000,
  );
});
