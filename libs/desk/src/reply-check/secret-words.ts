/** The four kinds of secrets that this desk never asks for. */
export type AskedSecret = 'card' | 'pin' | 'password' | 'mynumber';

/** A long vowel, and what is typed for it. */
const LONG = String.raw`[ー一―—–‐−─-]`;
const CARD = String.raw`(?:[カヵ力]${LONG}ド|かーど|card)`;
/** Cards that pay for nothing. */
const OTHER_CARD = String.raw`(?<!ポイント|ギフト|メッセージ|会員)`;
const NUMBER = String.raw`(?:番[号號]|ばんごう|バンゴウ|ナンバ${LONG}|number|no(?:\.|(?![a-z])))`;
/** A sign that somebody put into the middle of a name. */
const GAP = String.raw`[・_=‐/|-]{0,2}`;
const DIGITS = String.raw`[0-9一二三四五六]{1,2}[桁けた]{1,2}`;
const SIDE = String.raw`(?:表面?|裏面?|両面|うら|おもて)`;
const WRITTEN = String.raw`に(?:記載|印字|印刷|刻印|書か?|載|あ)(?:され|れ|い|っ)?(?:て(?:い|あ)る|た|の|る)?`;
const PICTURE = String.raw`(?:お|ご)?(?:写真|画像|コピー|写し|スキャン)`;

/** How a name is written, and where it stands for the secret only beside the word for a card. */
type Entry = readonly [secret: AskedSecret, source: string, beside?: RegExp];

const JA: readonly Entry[] = [
  [
    'card',
    String.raw`(?:クレジット|クレジツト|デビット|プリペイド)?${CARD}(?:の)?(?:会員)?${GAP}(?:${NUMBER}|情報|(?:の)?有効期限|(?:の)?(?:下|末尾|最後)の?${DIGITS}|(?:の?${SIDE})?(?:${WRITTEN})?の?(?:${NUMBER}|${DIGITS}(?:の(?:${NUMBER}|数字))?)|(?:の)?${SIDE}(?:${WRITTEN})?の?数字|の?お?名義人?(?:と|・|、|および|及び)${NUMBER})`,
  ],
  ['card', String.raw`${OTHER_CARD}${CARD}の?(?:${SIDE}(?:(?:と|・)${SIDE})?の?)?${PICTURE}`],
  ['card', String.raw`(?:その)?(?<!の)有効期[限間]`, new RegExp(String.raw`${OTHER_CARD}${CARD}(?!会社|発行)`, 'u')],
  ['card', String.raw`クレジットの?${NUMBER}|(?:クレカ|デビカ)の?(?:番号|ナンバー|情報)?`],
  ['card', String.raw`(?:visa|ビザ|マスターカード|mastercard|jcb|アメックス|amex|ダイナース)の?${NUMBER}`],
  ['card', String.raw`セキュリティー?(?:・)?(?:コード|番号)|securitycode|cv[vc]2?|裏面の?(?:[3-4三四]桁|番号)`],
  [
    'pin',
    String.raw`(?:暗[証證]|あんしょう|アンショウ)${GAP}(?:${NUMBER}|コード)?|p[i1l]n(?:コード|番号|ナンバー)?(?![a-z])|パスコ${LONG}ド`,
  ],
  [
    'password',
    String.raw`パスワ${LONG}ド|ぱすわーど|パスワ(?=[をはもが])|password|ログインパス(?!ワ)|pw(?=[をはもが])|認[証證]コード|認[証證]番号|確認コード|ワンタイム(?:コード|パス(?!ワ)|番号)|otp(?![a-z])|passcode|秘密の(?:質問|答え|合言葉)|合言葉`,
  ],
  [
    'mynumber',
    String.raw`(?:マイナンバ${LONG}|まいなんばー)(?:カード)?(?:の番号)?|マイナ(?:カード)?の?番号|個人${GAP}番[号號](?:カード)?|my\s*number`,
  ],
];

const LOOKS: Record<string, string> = { a: '[a4@]', i: '[i1l|]', o: '[o0]', s: '[s5$]' };
/** A word in look-alike signs, or l e t t e r by l e t t e r. */
const spelt = (word: string): string => {
  const letters = [...word].map((letter) => LOOKS[letter] ?? letter);
  return `(?:${letters.join('')}|${letters.join('[ ._*-]{1,2}')})`;
};
const BETWEEN = String.raw`[\s_/|-]{0,3}`;
const CARD_EN = `${spelt('card')}s?`;
const NUMBER_EN = `(?:${spelt('number')}s?|no\\.?)`;
const KIND = '(?:(?:credit|debit|payment|bank)[- ]?)?';
const SIDE_EN = String.raw`(?:(?:the )?(?:front|back|reverse|both sides)(?: side)?(?: and (?:the )?(?:front|back))? of )?`;
const YOUR_CARD = String.raw`${SIDE_EN}(?:your|the) ${KIND}card\b`;
const EXPIRY = String.raw`expir(?:y|ation)(?:[- ]date)?`;

const EN: readonly Entry[] = [
  [
    'card',
    String.raw`\b${KIND}${CARD_EN}(?:['’]s)?${BETWEEN}(?:${NUMBER_EN}|details?|information|info|data|digits?|${EXPIRY})\b`,
  ],
  [
    'card',
    String.raw`\b(?:digits?|numbers?|code) (?:(?:printed|written|shown) )?(?:of|on|from|at|across) ${YOUR_CARD}`,
  ],
  ['card', String.raw`\b(?:photo(?:graph)?s?|pictures?|cop(?:y|ies)|scans?|images?|screenshots?) of ${YOUR_CARD}`],
  ['card', String.raw`\b(?:cc|visa|mastercard|amex|jcb) (?:number|no\.?|digits)\b`],
  ['card', String.raw`\bwhen (?:your|the) ${KIND}card expires\b`],
  [
    'card',
    String.raw`(?<!['’]s )\b(?:${EXPIRY}|valid (?:thru|through))\b(?! of (?:your|the|this) (?!card))`,
    /\bcards?\b(?! (?:company|issuer))/u,
  ],
  ['card', String.raw`\b(?:security code|card verification (?:code|value|number)|cvv2?|cvc2?)\b`],
  ['pin', String.raw`\b${spelt('pin')}(?:[- ]?(?:code|number))?\b|\bpersonal identification number\b`],
  [
    'password',
    String.raw`\b(?:${spelt('password')}s?|pass[- ]words?|p/?w|pass[- ]?codes?|pass[- ]?phrases?|one[- ]time codes?|otps?|verification codes?|log[- ]?in credentials?)\b`,
  ],
  ['mynumber', String.raw`\bmy[- ]?number\b(?: card)?|\bindividual number\b|\bsocial security number\b`],
];

export interface SecretWord {
  secret: AskedSecret;
  start: number;
  end: number;
  /** It is the secret only where this stands near by. */
  beside?: RegExp | undefined;
}

const finder = (table: readonly Entry[]): ((text: string) => SecretWord[]) => {
  const patterns = table.map(([secret, source, beside]) => ({ secret, beside, pattern: new RegExp(source, 'gu') }));
  return (text) =>
    patterns
      .flatMap(({ secret, beside, pattern }) =>
        [...text.matchAll(pattern)].map((match) => ({
          secret,
          beside,
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
