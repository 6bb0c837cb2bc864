import { shownNumber } from './caller-number.js';

test.each([
  ['090-0000-0183', '090-0000-0183'],
  ['+819000000183', '+819000000183'],
  ['03/0000/0310', '03-0000-0310'],
  ['０９０－００００－０１８３', '090-0000-0183'],
  ['sip:09000000183@line.example.jp;user=phone', '09000000183'],
  ['tel:+81-90-0000-0183', '+81-90-0000-0183'],
  ['anonymous', null],
  ['sip:anonymous@anonymous.invalid', null],
  ['非通知', null],
  ['Unavailable', null],
  ['', null],
  [null, null],
  ['<script>0900000183</script>', null],
  ['0'.repeat(200), null],
])('%s is shown as %s', (given, shown) => {
  expect(shownNumber(given)).toBe(shown);
});
