export interface MailParts {
  fresh: string;
  quoted: string | null;
}

const HEADER_LINE =
  /^[\s>|*]*(?:差出人|送信者|送信元|送信日時|日時|日付|送信日|宛先|件名|題名|From|Sent|Date|To|Cc|CC|Subject|Reply-To|受信日時|Von|Gesendet|Datum|An|Betreff|De|Envoyé|À|Objet|Enviado|Para|Asunto|Da|Inviato|A|Oggetto|发件人|发送时间|收件人|抄送|主题|寄件者|寄件日期|收件者|主旨|보낸 사람|보낸 날짜|받는 사람|제목)\s*\*?\s*[:：]/;
const SENDER_LINE = /^[\s*]*(?:差出人|送信者|送信元|From|Von|De|Da|发件人|寄件者|보낸 사람)\s*\*?\s*[:：]/;
const SEPARATORS: readonly RegExp[] = [
  /^\s*-{2,}\s.{4,300}\s(?:さん[がは]書きました|wrote)\s*-{2,}\s*$/i,
  /^\s*[-_ー―─＝=]{2,}\s*(?:Original Message|Original|元のメッセージ|元のメール|オリジナルメッセージ|受信メッセージ|返信元メール|Reply Message|引用|Forwarded message|転送メッセージ|転送されたメッセージ)\s*[-_ー―─＝=]{2,}\s*$/i,
  /^[\s>─_=-]*(?:ここより上に|この行より上に|この線より上に|Please (?:type your )?reply above|Reply above this line)/i,
];
/** The line by which a program introduces what it quotes. It may be broken over up to three lines. */
const ATTRIBUTIONS: readonly RegExp[] = [
  /^On\s.{4,300}\s(?:wrote|writes)\s*[:：]$/is,
  /^[(（]?\d{4}[/年.-]\s?\d{1,2}[/月.-]\s?\d{1,2}日?.{0,300}(?:<[^<>\s]+@[^<>\s]+>|のメール|のメッセージ|さんは書きました|wrote|に、.{0,100})\s*[:：]$/s,
  /^\d{4}年\s?\d{1,2}月\s?\d{1,2}日.{0,200}[:：]$/s,
  /^.{0,200}<?[^<>\s]+@[^<>\s]+>?.{0,40}(?:wrote|writes|さんは書きました|さんが書きました|のメール|のメッセージ|さんからのメール)\s*[:：]$/s,
  /^.{1,100}(?:さんは書きました|さんが書きました|さんのメール)\s*[:：]$/s,
  /^(?:Am|Le|El|Il|Em)\s.{4,300}(?:schrieb\s.{1,200}|a écrit\s|escribió|ha scritto|escreveu)\s*[:：]$/s,
  /^.{0,300}(?:于|於|在)\s?\d{4}\s?年.{0,100}(?:写道|寫道|写到)\s*[:：]$/s,
  /^\d{4}년\s.{4,300}(?:님이\s?(?:작성|쓴 글|썼습니다))\s*[:：]$/s,
];
const BEGINS_ATTRIBUTION =
  /^(?:(?:On|Am|Le|El|Il|Em)\s|[(（]?\d{4}[/年년.-]|.{0,200}(?:@|さん.{0,8}[:：]|[于於在]\s?\d{4}))/;
const QUOTED = /^\s{0,3}(?:[>＞]|[|｜](?!.*[|｜]\s*$))/;
/** What phones and programs write below a letter. A program is named: a person may tell from where something was sent, too. */
const DEVICE = new RegExp(
  [
    '(?:iPhone|iPad|Android|スマートフォン|Galaxy|Xperia|AQUOS|Pixel|arrows|ドコモ.{0,20}|docomo.{0,20}|au.{0,12}|SoftBank.{0,12}|Yahoo!メール.{0,20}|Gmail|Windows.{0,20}(?:メール|Mail)|楽天モバイル.{0,12})から送信(?:されました|しました)?[。]?$',
    'Sent from (?:my|Yahoo|Mail|Outlook).{0,60}',
    'Get Outlook for .{1,40}',
    'Outlook for .{1,80} を(?:入手|ダウンロード)',
    '(?:iOS|Android|Mac|iPhone) ?版 ?Outlook を(?:入手|ダウンロード)',
  ]
    .map((one) => `^\\s*${one}`)
    .join('|'),
  'i',
);
/** Writers who announce that their answers stand among the quoted lines. */
const ANNOUNCES_INLINE =
  /インライン|文中に|本文中に|赤字|青字|下記に(?:追記|記入|回答)|以下に(?:追記|記入)|in-?line|in (?:red|blue) below|see (?:my )?(?:answers|comments|replies) below/i;
const SIGNATURE_LINES = 10;
const MAX_HEADER_LINES = 20;
/** Nobody writes more before quoting; the search for an introduction costs more than that for marks. */
const SEARCHED_LINES = 5000;

/**
 * Folds what the writer did not write now. Nothing is thrown away, and where words of the writer stand between or below
 * quoted lines, nothing is folded at all: a misread answer is worse than a long one.
 */
export const foldQuotes = (text: string): MailParts => {
  const lines = text.split('\n');
  const cut = findCut(lines);
  const whole = { fresh: text, quoted: null };
  if (cut === null) return withoutDeviceLine(lines) ?? whole;
  const fresh = lines.slice(0, cut.at).join('\n').trimEnd();
  if (fresh.trim() === '' || hasOwnWords(lines.slice(cut.body), cut.unmarked)) return whole;
  if (cut.unmarked && ANNOUNCES_INLINE.test(fresh)) return whole;
  const above = withoutDeviceLine(fresh.split('\n'));
  const quoted = lines.slice(cut.at).join('\n').trim();
  return above ? { fresh: above.fresh, quoted: `${above.quoted}\n\n${quoted}` } : { fresh, quoted };
};

interface Cut {
  /** The first folded line. */
  at: number;
  /** The first line of what is quoted. */
  body: number;
  /** The quoted text need not carry marks: everything below belongs to it. */
  unmarked: boolean;
}

const findCut = (lines: readonly string[]): Cut | null => {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (SEPARATORS.some((one) => one.test(line))) return { at, body: at + 1, unmarked: true };
    const headers = headerLines(lines, at);
    if (headers >= 3 && lines.slice(at, at + headers).some((one) => SENDER_LINE.test(one))) {
      return { at: ruleAbove(lines, at), body: at + headers, unmarked: true };
    }
    const attribution = at < SEARCHED_LINES ? attributionLines(lines, at) : 0;
    if (attribution > 0) {
      const body = nextFilled(lines, at + attribution);
      return { at, body, unmarked: !QUOTED.test(lines[body] ?? '>') };
    }
    if (QUOTED.test(line)) return { at, body: at, unmarked: false };
  }
  return null;
};

const headerLines = (lines: readonly string[], from: number): number => {
  let count = 0;
  while (count < MAX_HEADER_LINES && from + count < lines.length && HEADER_LINE.test(lines[from + count]!)) count += 1;
  return count;
};

const ruleAbove = (lines: readonly string[], at: number): number => {
  for (const above of [at - 1, at - 2]) if (/^\s*[_─-]{5,}\s*$/.test(lines[above] ?? '')) return above;
  return at;
};

const attributionLines = (lines: readonly string[], at: number): number => {
  if (lines[at]!.length > 400 || !BEGINS_ATTRIBUTION.test(lines[at]!)) return 0;
  for (let count = 1; count <= 3 && at + count <= lines.length; count += 1) {
    const taken = lines.slice(at, at + count);
    if (count > 1 && (taken.at(-1)!.trim() === '' || QUOTED.test(taken.at(-1)!))) return 0;
    const joined = taken.join(' ').trim();
    if (joined.length <= 500 && ATTRIBUTIONS.some((one) => one.test(joined)) && quoteFollows(lines, at + count))
      return count;
  }
  return 0;
};

/** A line that merely looks like an introduction has its own list below it, or nothing at all. */
const quoteFollows = (lines: readonly string[], from: number): boolean => nextFilled(lines, from) < lines.length;

const nextFilled = (lines: readonly string[], from: number): number => {
  let at = from;
  while (at < lines.length && lines[at]!.trim() === '') at += 1;
  return at;
};

/** Whether the writer's own words stand among or below quoted lines; a signature is none. */
const hasOwnWords = (quoted: readonly string[], unmarked: boolean): boolean => {
  const marked = quoted.filter((line) => QUOTED.test(line)).length;
  const own = quoted.filter((line) => line.trim() !== '' && !QUOTED.test(line));
  if (own.length === 0) return false;
  if (marked === 0) return !unmarked;
  if (unmarked) return marked > own.length && !QUOTED.test(quoted.findLast((line) => line.trim() !== '') ?? '');
  const last = quoted.findLastIndex((line) => QUOTED.test(line));
  if (quoted.slice(0, last).some((line) => line.trim() !== '' && !QUOTED.test(line))) return true;
  return !isSignature(quoted.slice(last + 1));
};

const isSignature = (lines: readonly string[]): boolean => {
  const filled = lines.filter((line) => line.trim() !== '');
  return /^-- ?$/.test(filled[0] ?? '') ? filled.length <= SIGNATURE_LINES : filled.every((line) => DEVICE.test(line));
};

const withoutDeviceLine = (lines: readonly string[]): { fresh: string; quoted: string } | null => {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  if (last < 1 || !DEVICE.test(lines[last]!)) return null;
  const fresh = lines.slice(0, last).join('\n').trimEnd();
  return fresh.trim() === '' ? null : { fresh, quoted: lines[last]!.trim() };
};
