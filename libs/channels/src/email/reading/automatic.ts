import { addressKey, type MailAddress } from './mail-addresses.js';
import { firstOf, valuesOf, type RawHeader } from './header-block.js';

export interface AutomaticMail {
  kind: 'auto_reply' | 'bulk' | 'list' | 'bounce' | 'own';
  /** The header or trait that says so; never the sender's own words. */
  because: string;
}

/** What a mail shows of itself, as far as it tells a person from a machine. */
export interface MailTraits {
  headers: readonly RawHeader[];
  from: MailAddress | null;
  subject: string;
  /** `report-type` of a multipart/report; empty where it has none, null for any other mail. */
  report: string | null;
  /** How the mail tells that another one did not arrive. */
  deliveryStatus: 'message/delivery-status' | 'bounce letter' | null;
  nullReturnPath: boolean;
  ownAddresses: readonly string[];
}

const LISTS = [
  'list-id',
  'list-post',
  'list-help',
  'list-subscribe',
  'list-owner',
  'list-archive',
  'mailing-list',
  'x-ml-name',
  'x-mlserver',
  'x-mailing-list',
];
const REPLY_HEADERS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-mail-autoreply',
  'x-autoreply-from',
  'x-autoreply-domain',
  'x-fc-machinegenerated',
  'x-vacation',
  'x-otrs-loop',
  'x-ms-exchange-inbox-rules-loop',
  'x-loop',
];
const ROBOTS = /^(?:mailer-daemon|mail-daemon|mailerdaemon)@/i;
/** Headers whose words tell, not their being there. */
const REPLY_WORDS: readonly (readonly [key: string, words: RegExp])[] = [
  ['preference', /^auto[_-]?reply$/i],
  ['delivered-to', /^autoresponder$/i],
  ['x-post-messageclass', /autoresponder/i],
];
const REPLY_SUBJECT =
  /^(?:AUTO[:：] .{1,80}(?:は不在です| is out of the office| is away)|(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office(?: autoreply| reply)?|vacation reply|自動応答|自動返信|不在通知|不在応答|自动回复|自动答复|自動回覆|자동 ?(?:회신|응답)|automatische antwort|abwesenheitsnotiz|réponse automatique|respuesta automática|risposta automatica|resposta automática|автоматический ответ)\s*(?:[:：]|$)|(?:不在のお知らせ|休暇のお知らせ)\s*(?:$|[:：]|re[:：])|[【[(（]\s*(?:自動返信|自動応答|自動配信|自動送信|不在通知|不在|out of office)(?:メール)?\s*[】\])）])/i;

/**
 * Whether a machine sent this mail (RFC 3834 and practice); null for a person's. `Auto-Submitted: no` is a person, and
 * `X-Auto-Response-Suppress` proves nothing: people's mailers send it too.
 */
export const automaticKind = (mail: MailTraits): AutomaticMail | null =>
  own(mail) ?? report(mail) ?? declared(mail) ?? distributed(mail) ?? robot(mail);

/** True where the sender asks that no machine answers; such a mail may well be a person's. */
export const asksForNoAutomaticAnswer = (headers: readonly RawHeader[]): boolean =>
  valuesOf(headers, 'x-auto-response-suppress').some((value) => /\b(?:all|oof|autoreply)\b/i.test(value));

const own = (mail: MailTraits): AutomaticMail | null => {
  const ours = new Set(mail.ownAddresses.map(addressKey));
  if (mail.from && ours.has(addressKey(mail.from.address))) return { kind: 'own', because: 'from' };
  const loops = valuesOf(mail.headers, 'x-loop').some((value) => ours.has(addressKey(value.replace(/[<>\s]/g, ''))));
  return loops ? { kind: 'own', because: 'x-loop' } : null;
};

const report = (mail: MailTraits): AutomaticMail | null => {
  const kind = mail.report?.toLowerCase() ?? null;
  if (kind === 'disposition-notification') return { kind: 'auto_reply', because: `multipart/report; ${kind}` };
  if (mail.deliveryStatus) return { kind: 'bounce', because: mail.deliveryStatus };
  return kind === null
    ? null
    : { kind: 'bounce', because: kind ? `multipart/report; ${kind.slice(0, 60)}` : 'multipart/report' };
};

const declared = ({ headers, subject }: MailTraits): AutomaticMail | null => {
  for (const value of valuesOf(headers, 'auto-submitted')) {
    const said = wordOf(value);
    if (said !== '' && said !== 'no') return { kind: 'auto_reply', because: 'auto-submitted' };
  }
  for (const key of REPLY_HEADERS) {
    const value = firstOf(headers, key);
    if (value !== null && !/^(?:no|false|none|0)?$/i.test(value)) return { kind: 'auto_reply', because: key };
  }
  const worded = REPLY_WORDS.find(([key, words]) => valuesOf(headers, key).some((value) => words.test(value.trim())));
  if (worded) return { kind: 'auto_reply', because: worded[0] };
  if (valuesOf(headers, 'precedence').some((value) => /^auto[_-]?reply$/.test(wordOf(value)))) {
    return { kind: 'auto_reply', because: 'precedence' };
  }
  return REPLY_SUBJECT.test(subject) ? { kind: 'auto_reply', because: 'subject' } : null;
};

const distributed = ({ headers }: MailTraits): AutomaticMail | null => {
  const list = LISTS.find((key) => firstOf(headers, key) !== null);
  if (list) return { kind: 'list', because: list };
  const precedence = valuesOf(headers, 'precedence').map(wordOf);
  if (precedence.includes('list')) return { kind: 'list', because: 'precedence' };
  if (precedence.some((value) => value === 'bulk' || value === 'junk')) return { kind: 'bulk', because: 'precedence' };
  const bulk = headers.find((header) => header.key.startsWith('list-') || header.key === 'feedback-id');
  return bulk ? { kind: 'bulk', because: bulk.key } : null;
};

const robot = (mail: MailTraits): AutomaticMail | null => {
  if (mail.from && ROBOTS.test(mail.from.address)) return { kind: 'bounce', because: 'mailer-daemon' };
  const empty = mail.nullReturnPath || /^<\s*>$/.test(firstOf(mail.headers, 'return-path') ?? '');
  return empty ? { kind: 'bounce', because: 'return-path' } : null;
};

/** The keyword of a header value: comments and parameters say nothing. */
const wordOf = (value: string): string =>
  value
    .replace(/\([^()]*\)/g, '')
    .split(';')[0]!
    .trim()
    .toLowerCase();
