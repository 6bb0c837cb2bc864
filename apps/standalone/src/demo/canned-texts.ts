import type { Language } from '#libs/contracts';
import { CANNED_EN } from './canned-texts.en.js';
import { CANNED_JA } from './canned-texts.ja.js';
import type { DemoCanned } from './demo-canned.js';

export const CANNED_TEXTS: Record<Language, readonly DemoCanned[]> = { ja: CANNED_JA, en: CANNED_EN };

/** Shops whose own text takes the place of the common one. */
export const OWN_TEXTS: readonly { shop: string; key: string; language: Language; body: string }[] = [
  {
    shop: 'netvivi',
    key: 'genuine',
    language: 'ja',
    body: [
      '当方からのご案内は、{{incident.notice_sent_at}}から順に、ご注文のときのメールアドレスへ、送信専用の info-noreply@netvivi.example.jp からお送りしています。本件のメールに、ファイルを添付することはございません。',
      '',
      'お問い合わせへのお返事は、{{desk.reply_from}} からお送りしています。よく似たアドレスからのメールは、開かずに削除してください。',
    ].join('\n'),
  },
  {
    shop: 'komorebi-zakkaten',
    key: 'compensation',
    language: 'ja',
    body: [
      '補償につきましては、現時点でお伝えできる決定事項がございません。',
      'こもれび雑貨店では、いただいたご意見を毎週取りまとめ、責任者に報告しております。お伝えできることがまとまりましたら、窓口のページでお知らせいたします。',
    ].join('\n'),
  },
];
