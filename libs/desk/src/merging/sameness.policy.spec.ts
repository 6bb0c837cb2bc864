import fc from 'fast-check';
import { type KnownPerson, mergeRefusal, samenessOf } from './sameness.policy.js';

const person = (over: Partial<KnownPerson> = {}): KnownPerson => ({
  name: '藤代 恵',
  kana: 'フジシロ メグミ',
  emailKey: null,
  phoneKey: null,
  orderKey: null,
  ...over,
});
const MAIL = 'm.fujishiro@mail.example.jp';
const PHONE = '+819000000162';

test('form, mail and call of one person are one, each with its reason', () => {
  const form = person({ emailKey: MAIL, phoneKey: PHONE });
  const mail = person({ name: 'megumi f', kana: null, emailKey: MAIL });
  const call = person({ name: 'フジシロメグミ', kana: null, phoneKey: PHONE });
  expect(samenessOf(form, mail)).toEqual(['email']);
  expect(samenessOf(form, call)).toEqual(['phone']);
  expect(samenessOf(mail, call)).toEqual([]);
  expect(mergeRefusal([mail], [form])).toBeNull();
  expect(mergeRefusal([call], [form])).toBeNull();
  expect(mergeRefusal([call], [form, mail])).toBeNull();
});

test('a family shares its telephone, and a leaked order number proves nothing: the name must agree', () => {
  const husband = person({ name: '藤代 健', kana: 'フジシロ ケン', phoneKey: PHONE, orderKey: 'R201604' });
  const wife = person({ phoneKey: PHONE, orderKey: 'R201604' });
  expect(samenessOf(husband, wife)).toEqual(['number_only']);
  expect(mergeRefusal([husband], [wife])).toBe('merge.other_person');
  expect(samenessOf(person({ name: '藤代　惠', kana: null, orderKey: 'R201604' }), wife)).toEqual(['order']);
});

test('two addresses are two people, whatever else is the same', () => {
  const one = person({ emailKey: MAIL, phoneKey: PHONE, orderKey: 'R1' });
  const other = { ...one, emailKey: 'other@mail.example.jp' };
  expect(mergeRefusal([one], [other])).toBe('merge.other_person');
  expect(mergeRefusal([other], [person({ phoneKey: PHONE }), one])).toBe('merge.other_person');
});

test('whoever wrote from an address is answered there', () => {
  const form = person({ emailKey: MAIL, phoneKey: PHONE });
  const call = person({ phoneKey: PHONE });
  expect(mergeRefusal([form], [call])).toBe('merge.no_address');
  expect(mergeRefusal([form], [call, form])).toBe('merge.no_address');
});

test('no combination lets an answer go to an address that did not ask', () => {
  const any = fc.record({
    name: fc.constantFrom('藤代 恵', '藤代 健'),
    kana: fc.constantFrom(null, 'フジシロ メグミ'),
    emailKey: fc.constantFrom(null, 'a@x.example', 'b@x.example'),
    phoneKey: fc.constantFrom(null, '+811', '+812'),
    orderKey: fc.constantFrom(null, 'R1', 'R2'),
  });
  const some = fc.array(any, { minLength: 1, maxLength: 3 });
  const addressesOf = (persons: readonly KnownPerson[]): string[] => persons.flatMap(({ emailKey }) => emailKey ?? []);
  fc.assert(
    fc.property(some, some, (merged, survivor) => {
      fc.pre(mergeRefusal(merged, survivor) === null);
      const asked = addressesOf(merged);
      const strangers = addressesOf(survivor).filter((address) => !asked.every((other) => other === address));
      const answered = survivor[0]!.emailKey;
      expect({ strangers, arrives: asked.every((address) => address === answered) }).toEqual({
        strangers: [],
        arrives: true,
      });
    }),
  );
});
