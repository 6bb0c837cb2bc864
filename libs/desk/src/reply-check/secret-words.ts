/** The four kinds of secrets that this desk never asks for. */
export type AskedSecret = 'card' | 'pin' | 'password' | 'mynumber';

const JA: readonly (readonly [AskedSecret, string])[] = [
  [
    'card',
    String.raw`(?:クレジット|クレジツト|デビット|プリペイド)?カード(?:の)?(?:会員)?(?:番号|ナンバー|no\.?|情報|(?:の)?有効期限|(?:の)?(?:下|末尾)[0-9一二三四五六]{1,2}[桁けた]{1,2}|(?:の)?裏面の?(?:番号|数字|[0-9三四]桁)|(?:の)?(?:表面?|裏面?|両面)(?:(?:と|・)裏面?)?の?(?:写真|画像|コピー|写し))`,
  ],
  ['card', String.raw`(?:クレカ|デビカ)の?(?:番号|ナンバー|情報)?`],
  ['card', String.raw`セキュリティー?(?:・)?(?:コード|番号)|cv[vc]2?|裏面の?(?:[3-4三四]桁|番号)`],
  ['pin', String.raw`暗証番号|暗証コード|pin(?:コード|番号|ナンバー)?(?![a-z])|パスコード`],
  [
    'password',
    String.raw`パスワード|パスワ(?=[をはもが])|pw(?=[をはもが])|認証コード|認証番号|確認コード|秘密の(?:質問|答え|合言葉)|合言葉`,
  ],
  ['mynumber', String.raw`マイナンバー(?:カード)?(?:の番号)?|個人番号(?:カード)?|my\s*number`],
];

const EN: readonly (readonly [AskedSecret, string])[] = [
  [
    'card',
    String.raw`(?:credit|debit|payment|bank)?[- ]?cards?(?:['’]s)?[- ]?(?:numbers?|no\.?|details?|information|info|data|digits?|expiry(?:[- ]date)?)\b|(?:digits|number|numbers) (?:of|on) (?:your|the) (?:(?:credit|debit|payment|bank) )?card\b`,
  ],
  ['card', String.raw`\b(?:security code|card verification (?:code|value|number)|cvv2?|cvc2?)\b`],
  ['pin', String.raw`\bpin(?:[- ]?(?:code|number))?\b|\bpersonal identification number\b`],
  [
    'password',
    String.raw`\b(?:passwords?|pass[- ]?codes?|pass[- ]?phrases?|one[- ]time codes?|verification codes?|log[- ]?in credentials?)\b`,
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
