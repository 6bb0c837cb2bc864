import { domainToASCII } from 'node:url';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { FORM_TOPICS, NOTICE_RECEIVED, type NoticeReceived, type Topic } from '#libs/contracts';
import { type Band, BANDS, type InputField, type InquiryInput } from './inquiry-input.js';

export const MAX_TEXT = 2_000;
const MAX_NAME = 100;
const MAX_ORDER = 50;
const MAX_EMAIL = 254;

/** What is wrong with a field: the text `problem.<key>` with these values says how to put it right. */
export interface Fault {
  field: InputField;
  key: string;
  values?: Record<string, unknown>;
}

/** An inquiry that can be accepted. */
export interface CheckedInquiry {
  notice: NoticeReceived;
  name: string;
  kana: string | null;
  email: string;
  /** As typed. */
  phone: string | null;
  order: string | null;
  contact: 'email' | 'phone';
  band: Band | null;
  topic: Topic;
  text: string;
}

const length = (text: string): number => [...text].length;

/** Length of the inquiry's text in characters, as the person counts them. */
export const textLength = length;

/**
 * The mail address in a form in which mail can be sent to it: half-width, without blanks. Null where it is none. Old carrier
 * addresses with neighbouring or trailing dots (`a..b@docomo.ne.jp`) are real and pass, against RFC 5321.
 */
export const mailAddress = (typed: string): string | null => {
  const folded = typed
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[。．]/g, '.')
    .replace(/\s/g, '');
  const at = folded.lastIndexOf('@');
  const local = folded.slice(0, at);
  const domain = domainToASCII(folded.slice(at + 1));
  if (at < 1 || folded.length > MAX_EMAIL || local.length > 64) return null;
  if (!/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+$/.test(local)) return null;
  if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i.test(domain)) return null;
  return `${local}@${domain}`;
};

/** A trunk zero and nine or ten digits more: nearly all numbers here, without a parser's cost. 010 is the way abroad. */
const DOMESTIC = /^0(?!10)(?:-?\d){9,10}$/;

/** A number that can be called: Japanese as it is, any other with its `+`. Any width, any dash. */
export const isPhoneNumber = (typed: string): boolean => {
  const folded = typed.normalize('NFKC').replace(/[−‐‑‒–—―ー]/g, '-');
  if (DOMESTIC.test(folded)) return true;
  return parsePhoneNumberFromString(folded, 'JP')?.isPossible() ?? false;
};

const confirmFault = (email: string, given: string): Fault | null => {
  if (given === '') return { field: 'emailConfirm', key: 'emailConfirm_missing' };
  if (given === email) return null;
  const first = (mailAddress(email) ?? email).toLowerCase();
  const second = (mailAddress(given) ?? given).toLowerCase();
  if (first === second) return null;
  if (first.startsWith(second)) {
    return { field: 'emailConfirm', key: 'emailConfirm_short', values: { tail: first.slice(second.length) } };
  }
  return { field: 'emailConfirm', key: 'emailConfirm_different' };
};

const emailFaults = (input: InquiryInput): (Fault | null)[] => {
  if (input.email === '') return [{ field: 'email', key: 'email_missing' }];
  if (mailAddress(input.email) === null) return [{ field: 'email', key: 'email_invalid' }];
  return [confirmFault(input.email, input.emailConfirm)];
};

const phoneFault = (input: InquiryInput): Fault | null => {
  if (input.phone === '') return input.contact === 'phone' ? { field: 'phone', key: 'phone_missing' } : null;
  return isPhoneNumber(input.phone) ? null : { field: 'phone', key: 'phone_invalid' };
};

const textFault = (text: string): Fault | null => {
  if (text === '') return { field: 'text', key: 'text_missing' };
  const count = length(text);
  return count > MAX_TEXT
    ? { field: 'text', key: 'text_too_long', values: { count: count.toLocaleString('en') } }
    : null;
};

const when = (wrong: boolean, field: InputField, key: string): Fault | null => (wrong ? { field, key } : null);

/** Every fault of a form, in the order of its fields. */
export const faultsOf = (input: InquiryInput): Fault[] =>
  [
    when(!(NOTICE_RECEIVED as readonly string[]).includes(input.notice), 'notice', 'notice_missing'),
    when(input.name === '', 'name', 'name_missing'),
    when(length(input.name) > MAX_NAME, 'name', 'name_too_long'),
    when(length(input.kana) > MAX_NAME, 'kana', 'kana_too_long'),
    ...emailFaults(input),
    phoneFault(input),
    when(length(input.order) > MAX_ORDER, 'order', 'order_too_long'),
    when(!(FORM_TOPICS as readonly string[]).includes(input.topic), 'topic', 'topic_missing'),
    textFault(input.text),
    when(input.consent !== 'yes', 'consent', 'consent_missing'),
  ].filter((fault) => fault !== null);

/** The inquiry of a form without faults. */
export const inquiryOf = (input: InquiryInput): CheckedInquiry => {
  const contact = input.contact === 'phone' ? 'phone' : 'email';
  const band: Band | null = BANDS.find((each) => each === input.band && each !== 'any') ?? null;
  return {
    notice: input.notice as NoticeReceived,
    name: input.name,
    kana: input.kana || null,
    email: mailAddress(input.email)!,
    phone: input.phone || null,
    order: input.order || null,
    contact,
    band: contact === 'phone' ? band : null,
    topic: input.topic as Topic,
    text: input.text,
  };
};
