import { checkReply } from './reply-check.js';

const secretsAsked = (text: string): string[] =>
  checkReply(text).flatMap((problem) => (problem.code === 'reply.asks_for_secret' ? [problem.secret] : []));

describe('a reply that asks for a secret', () => {
  it.each([
    ['card', 'カード番号をお知らせください。'],
    ['card', 'クレジットカード番号をお教えいただけますでしょうか。'],
    ['card', 'ご本人確認のため、カード番号の下4桁をお知らせください。'],
    ['card', 'カード番号と有効期限をご返信ください。'],
    ['card', 'お名前、ご住所、カード番号をお書き添えのうえご返信ください。'],
    ['card', 'カード番号、お名前、お電話番号をお知らせください。'],
    ['card', 'カード番号をお願いいたします。'],
    ['card', 'カード番号をいただけますか。'],
    ['card', 'カード番号を教えて'],
    ['card', '恐れ入りますが、カード番号をお伺いしてもよろしいでしょうか。'],
    ['card', 'カード番号をお尋ねいたします。'],
    ['card', 'お手元にカードをご用意のうえ、カード番号をご入力くださいませ。'],
    ['card', 'カード番号が必要です。'],
    ['card', 'お調べするにはカード番号が必要となりますので、ご返信ください。'],
    ['card', 'カード番号は何番でしょうか。'],
    ['card', 'カード番号についてお教え願えませんでしょうか。'],
    ['card', 'カード番号をお知らせいただかないと対応できません。'],
    ['card', 'カード番号が確認できませんので、お知らせください。'],
    ['card', 'ｶｰﾄﾞ番号をお知らせ下さい。'],
    ['card', 'カ ー ド 番 号 を お知らせください。'],
    ['card', 'カード番号を\nお知らせください。'],
    ['card', 'カード\u200b番号をお知らせください。'],
    ['card', 'セキュリティコードをご記入ください。'],
    ['card', 'カード裏面の3桁をお知らせください。'],
    ['card', 'カード番号は、末尾4桁をお知らせください。'],
    ['card', 'お知らせいただきたいのは、カード番号です。'],
    ['card', '次の点をお知らせください。\n1. お名前\n2. カード番号\n3. 電話番号'],
    ['card', '以下にご記入のうえ、ご返信ください。\n\nお名前：\nカード番号：\n'],
    ['card', '・カード番号\n・ご住所\n以上をお知らせください。'],
    ['card', 'パスワードではなく、カード番号をお知らせください。'],
    ['card', '下記をお知らせください：\n・お名前\n・カード番号（16桁）'],
    ['card', 'カード番号を当窓口までメールでお送りくださいますようお願い申し上げます。'],
    ['card', '大変お手数ですがカード番号をご教示賜りますようお願いいたします。'],
    ['card', '本件の確認にあたり、クレジットカードの番号を頂戴したく存じます。'],
    ['card', 'クレカ番号おしえてもらえますか？'],
    ['card', 'カード番号を控えていらっしゃる場合は、お知らせください。'],
    ['pin', '４桁の暗証番号をおしえていただきたいのですが。'],
    ['password', 'お使いのパスワードを送ってくれますか。'],
    ['password', 'メールに届いた認証コードをお伝えください。'],
    ['password', 'パスワードをお教え頂けますと幸いです。'],
    ['mynumber', 'マイナンバーをお知らせ願います。'],
    ['pin', '暗証番号をお知らせいただけませんか。'],
    ['pin', '暗証番号もあわせてお書きください。'],
    ['pin', 'PINコードを入力してください。'],
    ['pin', 'カードの暗証番号をお電話でお伝えください。'],
    ['password', 'パスワードを教えてください。'],
    ['password', '変更後のパスワードをお知らせください。'],
    ['password', 'ログインIDとパスワードをご提示ください。'],
    ['password', '現在お使いのパスワードを確認させていただけますか。'],
    ['password', 'パスワードはお分かりになりますか。お分かりでしたらパスワードをご返信願います。'],
    ['mynumber', 'マイナンバーをご記載ください。'],
    ['mynumber', 'マイナンバーカードの写しをお送りください。'],
    ['mynumber', '個人番号をお聞かせください。'],
    ['card', 'Please tell us your card number.'],
    ['card', 'Could you send us your credit card details?'],
    ['card', 'Please reply with your name, address and card number.'],
    ['card', 'What is your credit card number?'],
    ['card', 'We need your card number to check.'],
    ['card', 'Your card number is required to proceed.'],
    ['card', 'Kindly provide the last four digits of your card.'],
    ['card', 'Please send us the following:\n- your name\n- your card number'],
    ['card', 'Do not worry, just send your CVV.'],
    ['card', 'Your card number, please.'],
    ['pin', 'Please enter your PIN.'],
    ['pin', 'May we have your PIN code?'],
    ['password', 'Send us your password and we will look into it.'],
    ['password', 'Could you confirm your current password?'],
    ['mynumber', 'Please let us know your My Number.'],
    ['mynumber', 'We would like you to provide your Individual Number.'],
  ])('%s: %s', (secret, text) => {
    expect(secretsAsked(text)).toContain(secret);
  });

  it.each([
    'カード番号・暗証番号はお書きにならないでください。',
    'カード番号や暗証番号はお書きにならないでください。',
    '当窓口からカード番号、暗証番号、パスワード、マイナンバーをお尋ねすることはございません。',
    '当窓口がパスワードをお伺いすることは、決してございません。',
    'カード番号をお聞きすることは絶対にありません。',
    'パスワードの変更をお願いします。',
    'パスワードを変更してください。',
    'パスワードの再設定をお願いいたします。',
    'パスワードを変更のうえ、ご注文番号をお知らせください。',
    'パスワードをお忘れの場合は、再設定の画面をご利用ください。',
    'カード番号は当該システムで保有しておらず、今回の対象に含まれておりません。',
    'カード番号は含まれておりませんので、ご注文番号をお知らせください。',
    'カード番号ではなく、受付番号をお知らせください。',
    'カード番号以外で、お心当たりの情報をお知らせください。',
    'カード番号を尋ねる電話がありましたら、応じずにお知らせください。',
    'カード番号を求められた場合は、決してお答えにならず、当窓口までご連絡ください。',
    'カード番号を聞かれても、絶対に教えないでください。',
    'カード番号が悪用された疑いがある場合は、カード発行会社へご連絡ください。',
    'カード番号についてご不安な場合は、カード発行会社へお問い合わせください。',
    'カード番号についてお尋ねをいただきました。',
    'カード番号をお知らせいただく必要はございません。',
    'カード番号のご記入は不要です。',
    'カード番号の入力はお控えください。',
    '暗証番号はご記入いただかなくて結構です。',
    '暗証番号はお手元から離さず、どなたにもお伝えにならないようお願いいたします。',
    'パスワードを第三者に教えたり、入力したりしないでください。',
    'マイナンバーをうかがうことは絶対にございません。',
    'マイナンバーは流出しておりません。',
    'カードの再発行をご希望の場合は、カード裏面の発行会社へお申し出ください。',
    'カードのご利用明細をご確認ください。',
    '次の情報をお尋ねすることはございません。\n・カード番号\n・暗証番号\n・パスワード',
    '対象に含まれていない項目は次のとおりです。\n・カード番号\n・パスワード\n\nご不明な点がございましたら、お知らせください。',
    'おそれいりますが、次の点をお知らせください。カード番号・暗証番号はお書きにならないでください。\n\n1. 電話のあった日時\n2. 相手が名乗った名前\n3. 支払いを求められた方法',
    'パスワードをほかのサイトでもお使いの場合は、そちらの変更もお願いいたします。',
    '会員IDとパスワードは注文情報に含まれておりません。',
    'カード番号を入力させる偽のサイトにご注意ください。',
    'カード番号をカード会社以外にお伝えにならないでください。',
    'パスワードは、当社でも確認することができません。',
    'カード会社へお電話のうえ、受付番号をお伝えください。',
    'ご不明な点は受付番号を添えてお知らせください。',
    'カード番号をカード会社にお伝えいただき、利用停止をご相談ください。',
    '身に覚えのないご請求がありましたら、カード番号は書かずに、日時と金額をお知らせください。',
    'カード番号が含まれていないことを確認いたしました。',
    'パスワードは暗号化されておりますが、念のため変更をお願いいたします。',
    'クレジットカード情報につきましては、システム側で保有していないため流出しておりません。',
    'お電話でも、暗証番号やパスワードをお聞きすることは一切ございませんので、ご安心ください。',
    'カード番号を入力してしまった場合は、すぐにカード発行会社へご連絡ください。',
    'マイナンバーを聞き出そうとする電話があった場合は、お知らせください。',
    'ご自身のカード番号やパスワードは、このメールへの返信に書かないようお願いします。',
    'カードの再発行は、カード裏面の発行会社へお申し出ください。手数料のご負担がないよう発行会社へ依頼しております。請求があった場合は受付番号を添えてお知らせください。',
    '当窓口では、カード番号をお尋ねしておりません。',
    'カード番号をお伝えになる必要はありません。',
    'パスワードの使い回しにご注意ください。',
    'お名前とご注文番号をお知らせください。パスワードは不要です。',
    'We will never ask for your card number, PIN, password or My Number.',
    'Please do not send your card number.',
    "Please don't include your card number or PIN in your reply.",
    'Please change your password.',
    'We recommend that you reset your password.',
    'Please send us your order number; we never ask for your password.',
    'Please tell us if anyone asks you for your card number.',
    'Please let us know whether your password was reused elsewhere.',
    'Card numbers are not stored in that system and are not affected.',
    'There is no need to provide your card number.',
    'Please reply without your card number.',
    'If someone asks for your PIN, do not answer and contact your bank.',
    'Your password was not part of the leaked orders.',
    'To have your card reissued, please contact the card issuer on the back of your card.',
    'Please tell us:\n1. the date of the call\n2. the name the caller gave\n\nPlease do not write your card number or PIN.',
    'These items are not included:\n- card number\n- password',
  ])('passes: %s', (text) => {
    expect(secretsAsked(text)).toEqual([]);
  });

  it('marks the very words', () => {
    const text = 'お手数ですが、暗証番号を教えてください。';
    const [problem] = checkReply(text);
    expect(problem).toMatchObject({ code: 'reply.asks_for_secret', secret: 'pin' });
    const { start, end } = problem as { start: number; end: number };
    expect(text.slice(start, end)).toBe('暗証番号');
  });

  // Work that grew with the square of the length would not end within the time limit.
  it.each(['カード番号を、', 'お知らせください', 'please send your ', '{', 'を'])(
    'judges a long text of %s',
    (unit) => {
      const problems = checkReply(unit.repeat(Math.ceil(60_000 / unit.length)) + '。暗証番号を教えてください。');
      expect(problems.map(({ code }) => code)).toContain('reply.asks_for_secret');
    },
    60_000,
  );
});

describe('what else stops a reply', () => {
  it('names open placeholders with their place', () => {
    const text = '責任者が確認し、{回答期日}までにお返事いたします。';
    expect(checkReply(text)).toEqual([{ code: 'reply.placeholder_open', label: '回答期日', start: 8, end: 14 }]);
    expect(checkReply('{{desk.name}}です')).toMatchObject([{ code: 'reply.placeholder_open', label: 'desk.name' }]);
  });

  it('finds numbers that must not be repeated', () => {
    const text = 'カードは 4111 1111 1111 1111 ですね。';
    const [problem] = checkReply(text);
    expect(problem).toMatchObject({ code: 'reply.contains_secret', secret: 'card' });
    expect(checkReply('マイナンバー 123456789018 を拝見しました。')).toMatchObject([
      { code: 'reply.contains_secret', secret: 'mynumber' },
    ]);
    expect(checkReply('受付番号は 625-0184-6、お電話は 0800-170-7773 です。')).toEqual([]);
  });

  it('says that an empty text is empty', () => {
    expect(checkReply(' \n　')).toEqual([{ code: 'reply.empty' }]);
  });
});
