import type { WordingSlip } from '#libs/contracts';
import { plainText } from './plain-text.js';

export interface Slip {
  slip: WordingSlip;
  start: number;
  end: number;
}

const OWN = String.raw`(?:弊社|当社|当店|弊店|小社|当窓口)`;

const SLIPS: readonly (readonly [WordingSlip, RegExp])[] = [
  [
    'double_honorific',
    /(?:おっしゃ|仰)られ|(?:ご|お)[\p{Script=Han}ぁ-ん]{1,4}になられ|ご?拝(?:見|読|聞|受)させていただ|ご拝(?:見|読|聞)|様様|様殿|各位様|各位殿|おられられ/gu,
  ],
  [
    'own_side_honored',
    new RegExp(
      String.raw`${OWN}(?:の)?(?:様|さま)|${OWN}(?:が|から|より|は)[^。、]{0,10}?(?:おっしゃ|仰|ご覧になり|なさいま|くださいま|お(?:調べ|送り|伝え|答え)になりま)`,
      'gu',
    ),
  ],
  ['unsure', /と(?:思い|おもい)ます|はずです|たぶん|おそらく/gu],
  [
    'liability',
    /(?:弊社|当社|当店|弊店|私ども|わたくしども)(?:の|に)(?:責任|過失|落ち度|非)(?:です|でござい|が(?:ござい|あり)ま|により|による)|(?:損害|被害|費用)(?:額)?(?:を|は|につきまして)?(?:全額)?(?:を)?(?:賠償|補償|弁償|負担)(?:いたしま|致しま|しま|させていただ)|(?:賠償|補償|弁償)(?:を)?(?:お約束|いたしま|致しま|させていただ)/gu,
  ],
];
const SLIPS_EN: readonly (readonly [WordingSlip, RegExp])[] = [
  ['unsure', /\b(?:i|we) (?:think|guess|suppose|reckon)\b/gu],
  [
    'liability',
    /\b(?:our (?:own )?fault|we (?:are|were|take) (?:fully )?(?:liable|negligent|at fault|all responsibility|full responsibility)|we (?:will|shall) (?:compensate|reimburse|pay damages))\b/gu,
  ],
];
const HUMBLE = /させ(?:て|ては)?(?:いただ|頂)/gu;
const OWN_NAMES = /弊社|当社/gu;
/** More of them in one letter read as a chain. */
const MANY = 3;

/** Wordings that a desk avoids, each where it stands. */
export const slipsIn = (text: string): Slip[] => {
  const tight = plainText(text, { tight: true });
  const found = [...SLIPS, ...SLIPS_EN].flatMap(([slip, pattern]) => {
    const plain = SLIPS_EN.some(([, english]) => english === pattern) ? plainText(text, { tight: false }) : tight;
    return [...plain.text.matchAll(pattern)].map((match) => ({
      slip,
      start: plain.starts[match.index]!,
      end: plain.ends[match.index + match[0].length - 1]!,
    }));
  });
  const at = (match: RegExpExecArray) => ({
    start: tight.starts[match.index]!,
    end: tight.ends[match.index + match[0].length - 1]!,
  });
  const humble = [...tight.text.matchAll(HUMBLE)];
  const last = humble.at(-1);
  if (last && humble.length >= MANY) found.push({ slip: 'humble_chain', ...at(last) });
  const names = [...tight.text.matchAll(OWN_NAMES)];
  const other = names.find(([name]) => name !== names[0]?.[0]);
  if (other) found.push({ slip: 'own_names_mixed', ...at(other) });
  return found.toSorted((a, b) => a.start - b.start);
};
