import type { Language } from '#libs/contracts';

export interface MailWords {
  /** Subject of a reply that has none of its own. */
  replySubject: string;
  subject: (desk: string, subject: string, number: string) => string;
  number: (number: string) => string;
  statusLink: (url: string) => string;
  /** The block that stands in every mail: what we never do, so that a false mail can be told from ours. */
  genuine: (replyFrom: string) => string;
  masked: { card: string; mynumber: string };
}

/** Words around the text of a mail; the text itself is the agent's or an approved one. */
export const MAIL_WORDS: Record<Language, MailWords> = {
  ja: {
    replySubject: 'お問い合わせへのご回答',
    subject: (desk, subject, number) => `【${desk}】${subject}（受付番号 ${number}）`,
    number: (number) => `受付番号: ${number}`,
    statusLink: (url) => `対応の状況は、こちらのページでご覧いただけます。\n${url}`,
    genuine: (replyFrom) =>
      [
        '■ 当窓口からのメールについて',
        '・カード番号、銀行口座、暗証番号、パスワード、マイナンバーをお尋ねすることは、一切ございません。',
        '・本件のメールに、ファイルを添付することはございません。',
        `・当窓口のメールは ${replyFrom} からお送りしています。よく似たアドレスにご注意ください。`,
      ].join('\n'),
    masked: { card: '（カード番号を伏せました）', mynumber: '（マイナンバーを伏せました）' },
  },
  en: {
    replySubject: 'Our reply to your inquiry',
    subject: (desk, subject, number) => `[${desk}] ${subject} (reference number ${number})`,
    number: (number) => `Reference number: ${number}`,
    statusLink: (url) => `You can follow your inquiry on this page:\n${url}`,
    genuine: (replyFrom) =>
      [
        '* How to tell that a mail is from this desk',
        '- We never ask for card numbers, bank accounts, PINs, passwords or your My Number.',
        '- Our mails about this incident never carry attachments.',
        `- Our mails come from ${replyFrom}. Beware of addresses that look similar.`,
      ].join('\n'),
    masked: { card: '(card number hidden)', mynumber: '(My Number hidden)' },
  },
};
