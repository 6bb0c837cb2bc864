import type { DataItem } from '#libs/incidents';

const at = (text: string): Date => new Date(`${text}:00+09:00`);

/** The event as the notices of 2016 tell it; names of firms carry （デモ）. */
export const DEMO_INCIDENT = {
  key: 'INC-SPEC-2016',
  title: 'スパイラルEC 不正アクセス（デモ）',
  titleEn: 'Unauthorised access to Spiral EC (demo)',
  platformName: 'スパイラルEC',
  platformNameEn: 'Spiral EC',
  attackedAt: at('2016-04-18T15:52'),
  discoveredOn: '2016-06-07',
  publishedAt: at('2016-06-22T18:30'),
};

export const NOTICE_SENT_AT = at('2016-06-22T18:30');
export const DESK_OPENED_AT = at('2016-06-22T18:30');

export const DEMO_PERIOD = { from: at('2015-08-22T15:00'), to: at('2016-04-18T16:38') };

export const DEMO_ITEMS: readonly DataItem[] = [
  'orderer_name',
  'orderer_address',
  'orderer_email',
  'orderer_phone',
  'orderer_comment',
  'admin_comment',
  'delivery_name',
  'delivery_address',
  'delivery_phone',
  'order_amount',
  'waybill_number',
];

export const DEMO_NOT_ITEMS: readonly DataItem[] = ['member_id', 'password', 'card'];

/** The numbered reports. Reports 2 to 4 point to the platform's own text, as the real ones did. */
export const DEMO_STATEMENTS = [
  {
    number: 1,
    issuedAt: at('2016-06-22T18:30'),
    title: '不正アクセスによる個人情報流出に関するお知らせとお詫び',
    titleEn: 'Notice of and apology for a leak of personal data by unauthorised access',
    body: [
      '当店が利用するECシステムが外部からの不正アクセスを受け、お客様の個人情報を含む注文情報が外部へ持ち出されたことが判明しました。お客様に多大なご心配とご迷惑をおかけしますことを、深くお詫び申し上げます。',
      '',
      '対象は、2015年8月22日15時から2016年4月18日16時38分までの期間のご注文です（キャンセルを含みます）。会員ID、パスワード、クレジットカードの情報は含まれておりません。',
      '',
      '対象のお客様には、2016年6月22日18時30分から順に、ご注文のときのメールアドレスへご連絡しております。',
    ].join('\n'),
    bodyEn: [
      'The e-commerce system that our shop uses was accessed from outside without authorisation, and order data with personal data of customers was downloaded. We sincerely apologise for the worry and trouble.',
      '',
      'Orders placed from 15:00 on 22 August 2015 until 16:38 on 18 April 2016 (Japan time) are concerned, cancelled ones included. Member IDs, passwords and credit card data are not included.',
      '',
      'Since 18:30 on 22 June 2016 we have been writing to the e-mail addresses used for these orders.',
    ].join('\n'),
  },
  {
    number: 2,
    issuedAt: at('2016-06-30T10:00'),
    title: '対策の進捗と今後の予定について',
    titleEn: 'Progress of our measures and next steps',
    body: '実施した対策の進捗、今後の予定、先般のご報告への補足を、システムの提供元が公表しました。提供元の発表をご参照ください。',
    bodyEn:
      'The provider of the system has published the progress of its measures, its plans, and a supplement to the first report. Please refer to the provider’s statement.',
  },
  {
    number: 3,
    issuedAt: at('2016-07-15T10:00'),
    title: '応急的な対応と再発防止に関する追加のご報告',
    titleEn: 'Further report on immediate action and prevention',
    body: '応急的な対応と再発防止について、システムの提供元が追加の報告を公表しました。提供元の発表をご参照ください。',
    bodyEn:
      'The provider of the system has published a further report on immediate action and prevention. Please refer to the provider’s statement.',
  },
  {
    number: 4,
    issuedAt: at('2016-07-27T10:00'),
    title: '安全性の確認と脆弱性診断の結果について',
    titleEn: 'Result of the safety check and vulnerability assessment',
    body: '安全性の確認と脆弱性診断の結果を、システムの提供元が公表しました。提供元の発表をご参照ください。',
    bodyEn:
      'The provider of the system has published the result of the safety check and vulnerability assessment. Please refer to the provider’s statement.',
  },
] as const;
