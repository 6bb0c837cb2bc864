/** The four kinds of secrets that this desk never asks for. */
export type AskedSecret = 'card' | 'pin' | 'password' | 'mynumber';

const CARD = String.raw`(?:カード|かーど)`;
const NUMBER = String.raw`(?:番号|ばんごう|バンゴウ|ナンバー|no\.?)`;
/** A sign that somebody put into the middle of a name. */
const GAP = String.raw`[・_=＿‐-]?`;
const DIGITS = String.raw`[0-9一二三四五六]{1,2}[桁けた]{1,2}`;
const SIDE = String.raw`(?:表面?|裏面?|うら|おもて)`;

const JA: readonly (readonly [AskedSecret, string])[] = [
  [
    'card',
    String.raw`(?:クレジット|クレジツト|デビット|プリペイド)?${CARD}(?:の)?(?:会員)?${GAP}(?:${NUMBER}|情報|(?:の)?有効期限|(?:の)?(?:下|末尾)${DIGITS}|(?:に記載)?の?${DIGITS}(?:の(?:番号|数字))?|(?:の)?${SIDE}(?:に記載)?の?(?:${NUMBER}|数字|${DIGITS}(?:の(?:番号|数字))?)|に記載の番号|の?お?名義人?(?:と|・|、|および|及び)番号|(?:の)?(?:表面?|裏面?|両面)(?:(?:と|・)裏面?)?の?(?:写真|画像|コピー|写し))`,
  ],
  ['card', String.raw`クレジットの?${NUMBER}|(?:クレカ|デビカ)の?(?:番号|ナンバー|情報)?`],
  ['card', String.raw`(?:visa|ビザ|マスターカード|mastercard|jcb|アメックス|amex|ダイナース)の?${NUMBER}`],
  ['card', String.raw`セキュリティー?(?:・)?(?:コード|番号)|cv[vc]2?|裏面の?(?:[3-4三四]桁|番号)`],
  [
    'pin',
    String.raw`(?:暗証|あんしょう|アンショウ)${GAP}(?:番号|ばんごう|バンゴウ|コード)?|pin(?:コード|番号|ナンバー)?(?![a-z])|パスコード`,
  ],
  [
    'password',
    String.raw`パスワード|ぱすわーど|パスワ(?=[をはもが])|ログインパス(?!ワ)|pw(?=[をはもが])|認証コード|認証番号|確認コード|ワンタイム(?:コード|パス(?!ワ)|番号)|otp(?![a-z])|秘密の(?:質問|答え|合言葉)|合言葉`,
  ],
  [
    'mynumber',
    String.raw`(?:マイナンバー|まいなんばー)(?:カード)?(?:の番号)?|マイナ(?:カード)?の?番号|個人番号(?:カード)?|my\s*number`,
  ],
];

const EN: readonly (readonly [AskedSecret, string])[] = [
  [
    'card',
    String.raw`(?:credit|debit|payment|bank)?[- ]?cards?(?:['’]s)?[- ]?(?:numbers?|no\.?|details?|information|info|data|digits?|expiry(?:[- ]date)?)\b|(?:digits?|numbers?|code) (?:of|on|from|at) (?:(?:the )?(?:front|back|reverse)(?: side)? of )?(?:your|the) (?:(?:credit|debit|payment|bank) )?card\b|\b(?:cc|visa|mastercard|amex|jcb) (?:number|no\.?|digits)\b`,
  ],
  ['card', String.raw`\b(?:security code|card verification (?:code|value|number)|cvv2?|cvc2?)\b`],
  ['pin', String.raw`\bpin(?:[- ]?(?:code|number))?\b|\bp[. ]i[. ]n\b|\bpersonal identification number\b`],
  [
    'password',
    String.raw`\b(?:pass[- ]?words?|p/?w|pass[- ]?codes?|pass[- ]?phrases?|one[- ]time codes?|otps?|verification codes?|log[- ]?in credentials?)\b`,
  ],
  ['mynumber', String.raw`\bmy[- ]?number\b(?: card)?|\bindividual number\b|\bsocial security number\b`],
];

export interface SecretWord {
  secret: AskedSecret;
  start: number;
  end: number;
}

const finder = (table: readonly (readonly [AskedSecret, string])[]): ((text: string) => SecretWord[]) => {
  const patterns = table.map(([secret, source]) => [secret, new RegExp(source, 'gu')] as const);
  return (text) =>
    patterns
      .flatMap(([secret, pattern]) =>
        [...text.matchAll(pattern)].map((match) => ({
          secret,
          start: match.index,
          end: match.index + match[0].length,
        })),
      )
      .toSorted((a, b) => a.start - b.start || b.end - a.end)
      .filter(
        (word, index, all) =>
          index === 0 || word.start >= all[index - 1]!.end || word.secret !== all[index - 1]!.secret,
      );
};

/** Names of secrets in a uniform, tight Japanese text. */
export const secretWordsJa = finder(JA);

/** Names of secrets in a uniform English text. */
export const secretWordsEn = finder(EN);
