import type { Language, ReplyProblem } from '#libs/contracts';

type Secret = Extract<ReplyProblem, { secret: string }>['secret'];

/** What nobody at a desk may ask for, in the words of an error sentence. */
export const SECRET_NAMES: Record<Secret, Record<Language, string>> = {
  card: { ja: 'カード番号', en: 'a card number' },
  pin: { ja: '暗証番号', en: 'a PIN' },
  password: { ja: 'パスワード', en: 'a password' },
  mynumber: { ja: 'マイナンバー', en: 'a My Number' },
};
