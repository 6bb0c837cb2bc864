import type { CallScenario, InquiryScenario, Words } from './scenario.js';

const NEVER_AFFECTED: Words = {
  about: {
    ja: '調べる前に「対象です」「流出しました」と言わない',
    en: 'do not say “you are affected” before it was looked up',
  },
  found: /様の[^。]{0,30}(?:対象に含まれておりました|流出(?:し|いたし)ました)/u,
};
const NO_PROMISE: Words = {
  about: { ja: '決まっていない補償を約束しない', en: 'promise no compensation that is not decided' },
  found:
    /(?:補償|お詫びの品|商品券|返金)[^。]{0,20}(?:いたします|お送りします|お支払いします)(?!こと)|we will (?:pay|compensate|refund)/iu,
};

/** The invented inquiries of one round: every topic of the form, with what newcomers get wrong first. */
export const INQUIRIES: readonly InquiryScenario[] = [
  {
    key: 'affected',
    topic: 'AFF',
    channel: 'form',
    language: 'ja',
    notice: 'received',
    deed: 'reply',
    texts: [
      'メールを受け取りました。私の住所と電話番号が含まれているかを教えてください。注文番号は {order} です。',
      'お知らせのメールを見ました。注文は {order} の一度だけです。私の情報は含まれていますか。何か手続きが要りますか。',
    ],
    needs: [
      {
        about: { ja: '対象の期間か、含まれる項目', en: 'the period or the items concerned' },
        found: /期間|含まれ|見つかりません/u,
      },
    ],
    hint: {
      ja: '「用件: 対象か」の定型文から。期間と項目は事実から自動で入ります。手で打ち直さないでください。',
      en: 'Use an approved text for “am I affected?”. Period and items are filled from the facts; do not type them.',
    },
  },
  {
    key: 'not_affected',
    topic: 'AFF',
    channel: 'form',
    language: 'ja',
    notice: 'heard_elsewhere',
    deed: 'reply',
    texts: [
      'ニュースで知りました。案内のメールは届いていません。そちらで買い物をしたのは10年ほど前に一度だけです。私も流出したのでしょうか。',
      '友人から聞きました。会員登録はしましたが、注文したことはありません。それでも対象になりますか。',
    ],
    needs: [
      {
        about: { ja: '見つからなかったこと、または確かめ方', en: 'that nothing was found, or how to find out' },
        found: /見つかりません|該当|別の[^。]*アドレス|お調べ/u,
      },
    ],
    mustNot: [NEVER_AFFECTED],
    hint: {
      ja: '尋ねる人の多くは対象ではありません。「該当する記録が見つかりません」の定型文で、別のアドレスを伺います。',
      en: 'Most people who ask are not affected. Use the text for “no record found” and ask for another address.',
    },
  },
  {
    key: 'delivery_party',
    topic: 'CNT',
    channel: 'email',
    language: 'ja',
    notice: 'unsure',
    deed: 'reply',
    texts: [
      '注文者ではなく、贈り物の届け先になった者です。どこまでの情報が漏れたのですか。電話番号は入っていますか。',
      '対象の期間に注文しましたが、どの項目が漏れたのかがよく分かりません。電話番号と生年月日は含まれますか。',
    ],
    needs: [
      {
        about: {
          ja: '一人ずつは特定できないこと、または対象の項目',
          en: 'that single persons cannot be told apart, or the items',
        },
        found: /特定|項目|期間|含まれ/u,
      },
    ],
    hint: {
      ja: '個別に何が出たかは言えません。承認済みの言い方だけを使います。',
      en: 'What went out for one person cannot be told. Use the approved wording alone.',
    },
  },
  {
    key: 'card_number',
    topic: 'CARD',
    channel: 'form',
    language: 'ja',
    notice: 'received',
    deed: 'reply',
    texts: [
      'カードを止めたほうがよいですか。カード番号は 4111 1111 1111 1111、名義は {name} です。至急教えてください。',
      '支払いに使ったカードが心配です。番号は 5555-5555-5555-4444 です。再発行の費用はそちらで持ってくれますか。',
    ],
    needs: [{ about: { ja: 'カードの情報のこと', en: 'the card data' }, found: /カード/u }],
    hint: {
      ja: '番号は保存される前に隠されています。尋ねず、繰り返さず、「カード番号は含まれません」か「再発行」の定型文で答えます。',
      en: 'The number was masked before it was stored. Never ask for it or repeat it; use the approved text on cards.',
    },
  },
  {
    key: 'password',
    topic: 'PWD',
    channel: 'form',
    language: 'ja',
    notice: 'received',
    deed: 'reply',
    texts: [
      'パスワードは漏れていますか。ほかのサイトでも同じものを使っています。',
      '会員ページに入れなくなった気がします。パスワードを変えたほうがよいのでしょうか。',
    ],
    needs: [{ about: { ja: 'パスワードのこと', en: 'the password' }, found: /パスワード/u }],
    hint: {
      ja: 'パスワードを書いて送ってもらってはいけません。',
      en: 'Never ask anybody to send a password.',
    },
  },
  {
    key: 'misuse',
    topic: 'MIS',
    channel: 'form',
    language: 'ja',
    notice: 'received',
    deed: 'reply',
    texts: [
      '身に覚えのない請求書が届きました。そちらで使った住所の書き方とまったく同じです。被害届を出すつもりです。',
      '昨日、カードの明細に知らない買い物がありました。こちらから漏れた情報を使われたのではないですか。',
    ],
    needs: [
      {
        about: { ja: 'いつ・どこから・何があったかの聞き取り', en: 'when, from whom and what happened' },
        found: /日時|いつ|どこから|名乗り/u,
      },
    ],
    mustNot: [NO_PROMISE],
    hint: {
      ja: '被害の申し出は、何もしなくても上席に知らされています。「被害の聞き取り」の定型文で4点を伺い、期日を約束します。',
      en: 'A report of misuse has reached the supervisors already. Ask the four questions of the approved text and promise a day.',
    },
  },
  {
    key: 'suspicious',
    topic: 'SUS',
    channel: 'email',
    language: 'ja',
    notice: 'received',
    deed: 'reply',
    texts: [
      '「流出した情報を消してあげる」という電話がありました。手数料が要ると言われました。本当でしょうか。',
      'お店を名乗るSMSが来て、URLを開くように言われています。開いても大丈夫ですか。',
    ],
    needs: [
      {
        about: { ja: '応じない・開かないこと', en: 'not to answer, not to open' },
        found: /応じず|応じない|開かない|開かず/u,
      },
      { about: { ja: '相談先（188・警察）', en: 'where to turn (188, the police)' }, found: /188|警察/u },
    ],
    hint: {
      ja: '「不審な連絡へのご注意」の定型文に、相談先が入っています。',
      en: 'The approved text on suspicious contacts names where to turn.',
    },
  },
  {
    key: 'cause',
    topic: 'CAUSE',
    channel: 'form',
    language: 'ja',
    notice: 'received',
    deed: 'reply',
    texts: [
      'なぜ起きたのですか。分かってから公表まで時間がかかりすぎではないですか。',
      'どんな手口だったのですか。いつ気づいて、いつ公表したのかを日付で教えてください。',
    ],
    needs: [{ about: { ja: '公表までの経過（日付）', en: 'how it went, with dates' }, found: /\d{1,2}月\d{1,2}日/u }],
    hint: {
      ja: '公表文にある日付だけを伝えます。推測を足さないでください。',
      en: 'Tell the dates of the statement alone, and add no guesses.',
    },
  },
  {
    key: 'compensation',
    topic: 'COMP',
    channel: 'form',
    language: 'ja',
    notice: 'received',
    deed: 'reply',
    texts: [
      '補償はありますか。ほかの会社では商品券が出たと聞きました。',
      'お詫びの品はいつ届きますか。慰謝料を請求したいのですが。',
    ],
    needs: [
      { about: { ja: '補償についての承認済みの一文', en: 'the approved sentence on compensation' }, found: /補償/u },
    ],
    mustNot: [NO_PROMISE],
    hint: {
      ja: '補償の言い方は一つだけです。書き足さずに使います。',
      en: 'There is one approved sentence on compensation. Add nothing to it.',
    },
  },
  {
    key: 'deletion',
    topic: 'DEL',
    channel: 'form',
    language: 'ja',
    notice: 'received',
    deed: 'reply',
    texts: [
      '退会します。私の情報をすべて消してください。消したら証明書を送ってください。',
      'もう利用しません。登録した住所と電話番号を今日中に削除してください。',
    ],
    needs: [
      {
        about: { ja: '本人確認と、店舗からの案内', en: 'the identity check, and that the shop writes' },
        found: /本人/u,
      },
    ],
    hint: {
      ja: '削除は、本人確認のうえ店舗が行います。この窓口は受け付けてお伝えするだけです。',
      en: 'The shop deletes after an identity check. This desk only takes the wish.',
    },
  },
  {
    key: 'disclosure',
    topic: 'DIS',
    channel: 'email',
    language: 'ja',
    notice: 'received',
    deed: 'reply',
    texts: [
      '私について持っている情報をすべて開示してください。必要な書類も教えてください。',
      '個人情報保護法にもとづいて開示を求めます。いつまでに回答をもらえますか。',
    ],
    needs: [{ about: { ja: '書面での本人確認', en: 'the identity check in writing' }, found: /本人/u }],
    hint: {
      ja: '開示の書類をメールで受け取ってはいけません。回答は店舗からです。',
      en: 'Never take papers for a disclosure by mail. The shop answers.',
    },
  },
  {
    key: 'english',
    topic: 'GEN',
    channel: 'form',
    language: 'en',
    notice: 'received',
    deed: 'reply',
    texts: [
      'I received an e-mail in Japanese about a data leak. My Japanese is limited. Is this message really from your shop, and do I have to do anything?',
      'Somebody sent me a notice about personal data. Is it genuine or a scam? Please answer in English.',
    ],
    needs: [
      {
        about: { ja: '英語で、本物のメールの見分け方', en: 'how to tell a genuine mail' },
        found: /\b(?:e-?mail|address|sent)\b/iu,
      },
    ],
    hint: {
      ja: '相手の言語で答えます。定型文は Ctrl+2 で英語に切り替わります。',
      en: 'Answer in the requester’s language. Ctrl+2 in the palette shows the English texts.',
    },
  },
  {
    key: 'complaint',
    topic: 'CMP',
    channel: 'form',
    language: 'ja',
    notice: 'received',
    deed: 'escalate',
    texts: [
      '3度目の連絡です。あなたでは話にならない。責任者から今日中に電話をもらいたい。書面での謝罪も求めます。',
      '対応がひどすぎる。上の人を出してください。出さないならSNSに全部書きます。',
    ],
    mustNot: [NO_PROMISE],
    hint: {
      ja: '「責任者を」「書面で」は一人で答えません。苦情レベルをつけ、上席へ（E）。何を求められたかを書きます。',
      en: 'Never answer a demand for the person in charge alone. Set the complaint level and escalate (E), with what is demanded.',
    },
  },
  {
    key: 'out_of_scope',
    topic: 'OOS',
    channel: 'form',
    language: 'ja',
    notice: 'heard_elsewhere',
    deed: 'hand_back',
    texts: [
      '先週注文した {order} がまだ届きません。配送状況を教えてください。',
      'サイズを間違えました。注文 {order} を交換してもらえますか。',
    ],
    hint: {
      ja: '本件と関係のない問い合わせは、この窓口では答えずに店舗へ戻します（B）。期限は止まります。',
      en: 'What is not about the incident goes back to the shop (B). The clock stops.',
    },
  },
];

/** The invented calls of one round. */
export const CALLS: readonly CallScenario[] = [
  {
    key: 'call_card',
    topic: 'CARD',
    channel: 'phone',
    outcome: 'answered_closed',
    says: [
      '新聞で見たのですが、カードで払いました。カードの番号も漏れたのでしょうか。……そうですか、含まれていないのですね。分かりました、ありがとうございます。',
      '妻の代わりに電話しています。カードを止めたほうがよいか心配しておりまして。……含まれていないなら安心しました。',
    ],
    needs: [{ about: { ja: '何を尋ね、何と答えたか', en: 'what was asked and what was answered' }, found: /.{10,}/su }],
    hint: {
      ja: '用件は「カード」、結果は「回答して終了」。要点には、尋ねられたことと答えたことを短く書きます。',
      en: 'Topic card, outcome answered. Write in short what was asked and what was answered.',
    },
  },
  {
    key: 'call_superior',
    topic: 'CMP',
    channel: 'phone',
    outcome: 'escalated',
    says: [
      '何度かけても同じ説明ばかりだ。責任者に代われ。謝罪文を出さないなら納得しない。',
      'もう30分も待たされた。上の人を出してくれ。いま出せないなら、いつ電話をもらえるんだ。',
    ],
    needs: [{ about: { ja: '何を求められたか', en: 'what was demanded' }, found: /責任者|上席|上の人|謝罪|代わ/u }],
    hint: {
      ja: '苦情レベルをつけ、結果は「上席へ」。約束は上席と決めるまで口にしません。',
      en: 'Set the complaint level, outcome escalated. Promise nothing before a supervisor has agreed.',
    },
  },
];
