import { EVIDENCE_GRADES, type EvidenceGrade, type ReplyWarning } from '#libs/contracts';
import { GRADE_WORDING } from '#libs/incidents';
import { isStronger } from './grade-strength.js';
import { type ReplySubject, warningsOf } from './reply-warnings.js';

const SUBJECT: ReplySubject = {
  language: 'ja',
  requesterName: '藤代 恵',
  shop: ['こもれび雑貨店', '株式会社こもれび（デモ）', 'こもれび雑貨店 お客様窓口'],
  otherShops: ['こもれび雑貨', '株式会社みなも', 'みなも書房', 'NET Garden'],
  grade: 'possibly_viewed',
  facts: {
    counts: [
      { unit: 'persons', value: 10_946, text: '10,946名' },
      { unit: 'orders', value: 15_581, text: '15,581件' },
    ],
    days: { published: ['2016-06-22', '2016-06-24'], discovered: ['2016-06-07'], attacked: ['2016-04-18'] },
    periods: [{ from: '2015-08-22', to: '2016-04-18', text: '2015年8月22日15時から2016年4月18日16時38分まで' }],
    statementNumber: 2,
    phones: ['0120-000-184', 'こもれび雑貨店 0120-000-999'],
  },
};

const found = (text: string, over: Partial<ReplySubject> = {}): ReplyWarning[] =>
  warningsOf(text, { ...SUBJECT, ...over }).warnings;
const codes = (text: string, over?: Partial<ReplySubject>): string[] => found(text, over).map(({ code }) => code);

describe('words stronger than the grade', () => {
  it.each<[EvidenceGrade, string, string]>([
    ['viewed', '流出しました', 'お客様の情報が流出しました。'],
    ['viewed', '持ち出された', 'お客様の情報は、外部に持ち出されたことを確認しております。'],
    ['viewed', '漏えいした', '漏えいした情報は、氏名と住所です。'],
    ['very_likely_viewed', '閲覧されました', '第三者に閲覧されました。'],
    ['very_likely_viewed', '盗まれた', '盗まれたデータに、お客様のご注文が含まれます。'],
    ['possibly_viewed', '閲覧された', '第三者に閲覧された可能性が極めて高いと判断しております。'],
    ['possibly_leaked', '閲覧された', '第三者に閲覧された可能性がございます。'],
    ['not_affected', '流出した', '外部に流出した可能性を否定できません。'],
    ['possibly_viewed', '流出いたしました', '流 出 いたしました。'],
    ['possibly_viewed', 'leaked', 'Your data has been leaked.'],
    ['possibly_viewed', 'viewed', 'Your order was viewed by an outsider.'],
    ['possibly_viewed', 'viewed', 'It is very likely that your order was viewed.'],
  ])('%s: %s', (grade, words, text) => {
    const [warning] = found(text, { grade });
    expect(warning).toMatchObject({ code: 'reply.too_strong', grade, instead: GRADE_WORDING[grade].sentence.ja });
    expect(warning!.words.replace(/\s/gu, '')).toContain(words.slice(0, 4));
    expect(text.slice(warning!.start, warning!.end)).toBe(warning!.words);
  });

  it.each([
    '第三者に閲覧された可能性がございます。',
    '外部に流出した可能性を否定できません。',
    '外部に流出した事実は確認されておりません。',
    '情報は流出しておりません。',
    '流出は確認されておりません。',
    '閲覧されたかどうかを調べております。',
    '「情報は流出したのですか」とのお尋ねにお答えいたします。',
    '流出した恐れのある項目は、氏名と住所です。',
    '閲覧された可能性は低いと考えております。',
    'お客様情報の流出に関するお問い合わせをありがとうございます。',
    '閲覧され、持ち出された可能性がございます。',
    'We cannot rule out that this information was leaked.',
    'Your order may have been viewed.',
    'There is no evidence that anything was downloaded.',
    'We are checking whether your order was viewed.',
    'Please log in to the page that you viewed.',
  ])('allowed where it may have been viewed: %s', (text) => {
    expect(codes(text)).toEqual([]);
  });

  it('lets each fixed wording pass under its own grade, and stops what a weaker one does not allow', () => {
    for (const claim of EVIDENCE_GRADES.filter((grade) => grade !== 'not_affected')) {
      for (const grade of EVIDENCE_GRADES) {
        for (const language of ['ja', 'en'] as const) {
          const text = GRADE_WORDING[claim].sentence[language];
          expect({ claim, grade, text, codes: codes(text, { grade, language }) }).toEqual({
            claim,
            grade,
            text,
            codes: isStronger(claim, grade) ? ['reply.too_strong'] : [],
          });
        }
      }
    }
  });

  it('says nothing where the shop has no cohort', () => {
    expect(codes('お客様の情報が流出しました。', { grade: null })).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['藤代 恵 様\n\nありがとうございます。', 'right'],
    ['藤代様\n\nありがとうございます。', 'right'],
    ['株式会社やまね 藤代恵様\n\nありがとうございます。', 'right'],
    ['お客様\n\nありがとうございます。', 'none'],
    ['ありがとうございます。', 'none'],
    ['佐々木 様\n\nありがとうございます。', 'other'],
  ])('%s', (text, addressee) => {
    expect(warningsOf(text, SUBJECT).addressee).toBe(addressee);
    expect(codes(text)).toEqual(addressee === 'other' ? ['reply.other_addressee'] : []);
  });

  it.each([
    '藤代 恵\n\nありがとうございます。',
    '藤代、\nありがとうございます。',
    'ご注文は藤代 恵のお名前で承りました。',
  ])('misses 様: %s', (text) => {
    expect(codes(text)).toEqual(['reply.honorific_missing']);
  });

  it.each(['ご注文は藤代 恵様のお名前で承りました。', 'お名前：藤代 恵', '藤代 恵さまへ'])(
    'misses nothing: %s',
    (text) => {
      expect(codes(text)).toEqual([]);
    },
  );

  it.each([
    ['みなも書房でのご注文', ['みなも書房']],
    ['みなも 書房でのご注文', ['みなも 書房']],
    ['net garden をご利用', ['net garden']],
    ['こもれび雑貨店でのご注文', []],
    ['こもれび雑貨でのご注文', ['こもれび雑貨']],
    ['desk@net garden.example', []],
    ['netgardening', []],
  ])('another shop: %s', (text, names) => {
    expect(found(text).map(({ words }) => words)).toEqual(names);
  });
});

describe('wordings that a desk avoids', () => {
  it.each([
    ['double_honorific', 'お客様がおっしゃられた件です。'],
    ['double_honorific', 'ご案内をご覧になられましたか。'],
    ['double_honorific', '拝見させていただきました。'],
    ['own_side_honored', '弊社様でお調べいたします。'],
    ['own_names_mixed', '弊社でお調べし、当社からご連絡いたします。'],
    ['humble_chain', '確認させていただき、連絡させていただいたうえで、対応させていただきます。'],
    ['unsure', '対象ではないと思います。'],
    ['liability', '本件は弊社の責任です。'],
    ['liability', '損害を全額賠償いたします。'],
    ['unsure', 'I think your order is not concerned.'],
    ['liability', 'We will compensate you.'],
  ])('%s: %s', (slip, text) => {
    expect(found(text)).toMatchObject([{ code: 'reply.wording', slip }]);
  });

  it.each([
    'ご心配をおかけし、深くお詫び申し上げます。',
    '弊社で確認させていただき、あらためてご連絡いたします。',
    'ご覧になりましたか。',
    'お客様の責任ではございません。',
  ])('nothing to say: %s', (text) => {
    expect(codes(text)).toEqual([]);
  });
});

describe('typed facts that are not what is on record', () => {
  it.each([
    ['対象は10,964名です。', '10,946名'],
    ['対象は１万964人です。', '10,946名'],
    ['対象は1万件のご注文です。', '15,581件'],
    ['6月20日に公表いたしました。', '2016年6月22日・2016年6月24日'],
    ['2016年6月8日に判明いたしました。', '2016年6月7日'],
    ['公表日は2016/6/20です。', '2016年6月22日・2016年6月24日'],
    ['対象は、2015年8月22日から2016年4月20日までのご注文です。', '2015年8月22日15時から2016年4月18日16時38分まで'],
    ['第3報をご覧ください。', '第2報'],
    ['0120-000-148 へお電話ください。', '0120-000-184'],
  ])('%s', (text, expected) => {
    expect(found(text)).toMatchObject([{ code: 'reply.fact_differs', expected }]);
  });

  it.each([
    '対象は10,946名（15,581件のご注文）です。',
    'お客様の2件のご注文を確認いたしました。',
    '6月22日に公表した第1報をご覧ください。',
    '2016年6月7日に判明し、6月22日に公表いたしました。',
    '対象は、2015年8月22日15時から2016年4月18日16時38分までのご注文です。',
    '0120-000-184（通話料無料）または店舗の 0120-000-999 へお電話ください。',
    '6月25日から6月27日まではお休みをいただきます。',
    '6月30日までにご連絡いたします。',
    'ご注文番号は 1234567 件名は「お尋ね」です。',
  ])('as on record: %s', (text) => {
    expect(codes(text)).toEqual([]);
  });
});

test('long and hostile texts are read in a moment', () => {
  const texts = [
    '様'.repeat(10_000),
    '流出した'.repeat(2_500),
    '1'.repeat(10_000),
    '6月1日から'.repeat(1_600),
    'させていただ'.repeat(1_600),
  ];
  for (const text of texts) expect(found(text).length).toBeLessThanOrEqual(20);
});
