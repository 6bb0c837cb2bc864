import { EVIDENCE_GRADES } from '#libs/contracts';
import { countText } from './count.wording.js';
import { GRADE_WORDING } from './grade.wording.js';
import { itemNames } from './item.wording.js';

describe('fixed wordings', () => {
  it('has one for every grade, in both languages, and none is used twice', () => {
    const sentences = EVIDENCE_GRADES.flatMap((grade) => Object.values(GRADE_WORDING[grade].sentence));
    expect(new Set(sentences).size).toBe(EVIDENCE_GRADES.length * 2);
  });

  it('never writes a count without its unit', () => {
    const plain = { about: false, max: false };
    expect(countText({ unit: 'persons', value: 10_946, ...plain }, 'ja')).toBe('10,946名');
    expect(countText({ unit: 'orders', value: 15_581, ...plain }, 'ja')).toBe('15,581件');
    expect(countText({ unit: 'persons', value: 10_946, ...plain }, 'en')).toBe('10,946 persons');
    expect(countText({ unit: 'orders', value: 1, ...plain }, 'en')).toBe('1 order');
    expect(countText({ unit: 'records', value: 980_000, about: true, max: false }, 'ja')).toBe('約980,000件');
    expect(countText({ unit: 'records', value: 131_464, about: false, max: true }, 'en')).toBe('up to 131,464 records');
  });

  it('names data items, and refuses unknown ones', () => {
    expect(itemNames(['admin_comment', 'waybill_number'], 'ja')).toEqual(['管理者コメント', '送状番号']);
    expect(() => itemNames(['toString'], 'ja')).toThrow('unknown data item');
  });
});
