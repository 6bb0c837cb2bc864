import { plainAddress, type DeliveryRecipient, type DeliveryStatus } from './delivery-status.js';

/** What tells a bounce that was written as a letter. */
export interface BounceLetter {
  from: string;
  subject: string;
  text: string;
  nullReturnPath: boolean;
  /** X-Failed-Recipients, as Exim and Gmail send it. */
  failedRecipients: string | null;
  /** The mail it encloses or answers. */
  answersTo: string | null;
  ownAddresses: readonly string[];
}

const SENDERS =
  /^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon|microsoftexchange[0-9a-f]*|mdaemon|mail-system|mailsystem)@|^mail@docomo\.ne\.jp$/i;
const SUBJECTS =
  /undeliver|not delivered|delivery (?:status|failure|problem|has failed|incomplete|report)|failure notice|returned mail|mail delivery (?:failed|system|failure)|mail system error|delayed|nondeliverable|不達|(?:配信|配達|送信|送達)(?:不能|不可|できません|できませんでした|に失敗|エラー|されません|の遅延)|宛先不明|エラーメール/i;
/** From here on the letter repeats our own mail. */
const ENCLOSED =
  /^(?:[-=_ ]*(?:Below this line is a copy|This is a copy of|Original message|The following is|Message header|The body of your message|元のメッセージ|以下は送信|Original message headers|元のメッセージのヘッダー|Undelivered message|Unsent message|Your original message).*|Received: .*|Return-Path: .*|Message-ID: *<.*)$/im;
const ADDRESS =
  /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}|"[^"\s@]{1,62}"@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}/g;
const ENHANCED = /(?:^|[^\d.])([245]\.\d{1,2}\.\d{1,3})(?![\d.])/;
const REPLY_CODE = /(?:^|[^\d.])([45]\d\d)(?=[ -]\D|[ -][45]\.\d)/;
const REASON =
  /user unknown|unknown user|no such user|does not exist|not found|rejected|mailbox (?:full|unavailable|is full)|over quota|quota exceeded|disabled|invalid recipient|host (?:unknown|not found)|relay|blocked|refused|timed out|couldn.t be (?:found|delivered)|undeliverable|unable to|(?:見つかりません|存在しません|いっぱい|容量|拒否|受信できません|届けることができません|配信できません|配信されません|送信できません)/i;
const DELAYED =
  /will be retried|still trying|will (?:continue|keep) (?:to )?try|has been delayed|not yet been delivered|warning message only|遅延し|再試行|再送(?:信)?を(?:試|続)|まだ配信されて/i;
const CHARACTERS = 20_000;

/** Reads a bounce that is a letter (qmail, Exim, Exchange, Gmail, the carriers); null for any other mail. */
export const readBounceLetter = (letter: BounceLetter): DeliveryStatus | null => {
  const robot = SENDERS.test(letter.from);
  const titled = SUBJECTS.test(letter.subject) && !/^(?:re|fw|fwd|返信|転送)\s*[:：]/i.test(letter.subject);
  const failed = letter.failedRecipients !== null;
  if (!(robot && (titled || failed || REASON.test(letter.text))) && !(titled && (letter.nullReturnPath || failed)))
    return null;
  const enclosed = ENCLOSED.exec(letter.text.slice(0, CHARACTERS))?.index;
  const told = letter.text.slice(0, enclosed ?? CHARACTERS);
  const addresses = failedAddresses(letter, told);
  const recipients = addresses.map((address) => recipient(address, told));
  return { recipients, originalMessageId: originalIn(letter, enclosed) };
};

const failedAddresses = (letter: BounceLetter, told: string): string[] => {
  const ours = new Set([letter.from, ...letter.ownAddresses].map((address) => address.toLowerCase()));
  const named =
    letter.failedRecipients?.match(ADDRESS) ??
    told.match(ADDRESS) ??
    letter.text
      .slice(0, CHARACTERS)
      .match(/^(?:X-Failed-Recipients|To): .*$/im)?.[0]
      .match(ADDRESS) ??
    [];
  const found = named.map(plainAddress).filter((address) => !ours.has(address.toLowerCase()) && !SENDERS.test(address));
  return [...new Set(found)].slice(0, 50);
};

const recipient = (address: string, told: string): DeliveryRecipient => {
  const lines = told.split('\n').map((line) => line.trim());
  const at = lines.findIndex((line) => line.toLowerCase().includes(address.toLowerCase()));
  const near = lines.slice(Math.max(at, 0)).concat(lines.slice(0, Math.max(at, 0)));
  const coded = near.find((line) => ENHANCED.test(line)) ?? near.find((line) => REPLY_CODE.test(line));
  const diagnostic = coded ?? near.find((line) => REASON.test(line)) ?? null;
  const status = (coded && ENHANCED.exec(coded)?.[1]) ?? null;
  const temporary = DELAYED.test(told) || (status ?? REPLY_CODE.exec(coded ?? '')?.[1] ?? '').startsWith('4');
  return { address, action: temporary ? 'delayed' : 'failed', status, diagnostic: diagnostic?.slice(0, 1000) ?? null };
};

const originalIn = (letter: BounceLetter, enclosed: number | undefined): string | null =>
  /^Message-ID:\s*<([^<>\s]{1,998})>/im.exec(
    enclosed === undefined ? letter.text.slice(0, CHARACTERS) : letter.text.slice(enclosed, enclosed + CHARACTERS),
  )?.[1] ?? letter.answersTo;
