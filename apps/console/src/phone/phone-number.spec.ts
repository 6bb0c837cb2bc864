import { formatPhoneNumber } from './phone-number.js';

describe('phone number', () => {
  it.each([
    ['０９０００００ ０１８３', '090-0000-0183'],
    ['０９０－００００－０１８３', '090-0000-0183'],
    ['0300000310', '03-0000-0310'],
    ['03/0000/0310', '03-0000-0310'],
    ['0120000310', '0120-000-310'],
    ['+81 90 0000 0183', '090-0000-0183'],
    ['非通知', '非通知'],
    ['', ''],
    // One digit too many: the area code's zero must not go.
    ['０９００００００００１８３', '0900000000183'],
    ['090000000183', '090000000183'],
    ['110', '110'],
  ])('%s → %s', async (typed, written) => {
    await expect(formatPhoneNumber(typed)).resolves.toBe(written);
  });
});
