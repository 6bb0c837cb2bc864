import fc from 'fast-check';
import { faultsOf, isPhoneNumber, mailAddress } from './inquiry-check.js';
import { connectionOf } from './form-limit.js';
import { intakeKeyOf } from './form-token.js';
import { emptyInput, INPUT_FIELDS, readPost, typedText } from './inquiry-input.js';

describe('mail addresses', () => {
  test.each([
    ['hanako@example.jp', 'hanako@example.jp'],
    ['a..b@docomo.ne.jp', 'a..b@docomo.ne.jp'],
    ['hogetest.@docomo.ne.jp', 'hogetest.@docomo.ne.jp'],
    ['.a@ezweb.ne.jp', '.a@ezweb.ne.jp'],
    ['-a-@softbank.ne.jp', '-a-@softbank.ne.jp'],
    ['ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'hanako@example.jp'],
    ['hanako@example。jp', 'hanako@example.jp'],
    ['hanako@日本語.jp', 'hanako@xn--wgv71a119e.jp'],
    ["o'brien+shop@mail.example.co.jp", "o'brien+shop@mail.example.co.jp"],
  ])('%s', (typed, address) => expect(mailAddress(typed)).toBe(address));

  test.each([
    '',
    '@',
    'hanako',
    'hanako@',
    '@example.jp',
    'hanako@example',
    'a@b@example.jp',
    'hanako@-example.jp',
    'はなこ@example.jp',
    'a"b@example.jp',
    'a@[127.0.0.1]',
    'a@example.jp>',
    `${'a'.repeat(65)}@example.jp`,
    `a@${'b.'.repeat(130)}jp`,
  ])('%j is none', (typed) => expect(mailAddress(typed)).toBeNull());

  test.each(['a', '.', '-', '@', 'a.', 'a@'])('a hundred thousand of %j are none', (part) => {
    expect(mailAddress(part.repeat(100_000))).toBeNull();
  });
});

test('phone numbers in any width and with any dash', () => {
  for (const typed of [
    '０９０−１２３４−５６７８',
    '+81 90 1234 5678',
    '090(1234)5678',
    '03-0000-0310',
    '0800-170-7773',
    '+44 20 7946 0958',
  ]) {
    expect([typed, isPhoneNumber(typed)]).toEqual([typed, true]);
  }
  for (const typed of ['12', '非通知', '090-1234-5678-9012-3456-7890'])
    expect([typed, isPhoneNumber(typed)]).toEqual([typed, false]);
});

describe('what a post may hold', () => {
  test('fields of another shape, twice given or unknown do no harm', () => {
    const post = readPost({ name: ['恵', '邪魔'], text: { a: 1 }, step: ['send'], tenantId: 'x', consent: true });
    expect(post).toMatchObject({ step: 'send', input: { name: '恵', text: '', consent: '' } });
    expect(emptyInput('')).toMatchObject({ contact: 'email', band: 'any' });
    for (const given of [null, undefined, 'x', 7, []]) expect(readPost(given).input).toEqual(emptyInput(''));
  });

  test('one line stays one line; signs that no keyboard types are gone', () => {
    const { input } = readPost({ name: '恵\r\nBcc: x@example.jp\u0000\u202e', text: 'a\r\nb\tc\u0007' });
    expect(input.name).toBe('恵 Bcc: x@example.jp');
    expect(input.text).toBe('a\nb\tc');
  });

  test('a masked text survives its way through the text field, in both languages', () => {
    const { input } = readPost({ text: '番号は4111 1111 1111 1111、マイナンバーは123456789018' });
    for (const language of ['ja', 'en'] as const) {
      expect(readPost({ text: typedText(input.text, language) }).input.text).toBe(input.text);
    }
  });

  test('no post of any kind breaks the reading and judging', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string()),
      fc.integer(),
      fc.constant(null),
      fc.constant('4111111111111111'),
    );
    const body = fc.dictionary(
      fc.constantFrom(...INPUT_FIELDS, 'token', 'step', 'website', '__proto__', 'constructor'),
      value,
    );
    fc.assert(
      fc.property(body, (given) => {
        const post = readPost(given);
        expect(JSON.stringify(post.input)).not.toContain('4111111111111111');
        for (const fault of faultsOf(post.input)) expect(INPUT_FIELDS).toContain(fault.field);
      }),
    );
  });
});

test('the same words in the same form are the same inquiry, other words another', () => {
  const input = { ...emptyInput(''), text: 'a' };
  expect(intakeKeyOf('n', input)).toBe(intakeKeyOf('n', { ...input }));
  expect(intakeKeyOf('n', input)).not.toBe(intakeKeyOf('m', input));
  expect(intakeKeyOf('n', input)).not.toBe(intakeKeyOf('n', { ...input, text: 'b' }));
  expect(intakeKeyOf('n', { ...input, name: 'ab', kana: '' })).not.toBe(
    intakeKeyOf('n', { ...input, name: 'a', kana: 'b' }),
  );
  expect(intakeKeyOf('x'.repeat(16), input).length).toBeLessThanOrEqual(100);
});

test('one customer has one connection, whatever address of the network is used', () => {
  expect(connectionOf('203.0.113.7')).toBe('203.0.113.7');
  expect(connectionOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(connectionOf('2001:db8::1')).toBe(connectionOf('2001:0DB8:0:0:9:8:7:6'));
  expect(connectionOf('2001:db8:1:2::1')).not.toBe(connectionOf('2001:db8:1:3::1'));
  expect(connectionOf('::1')).toBe('0:0:0:0');
});
