import { FORM_TOPICS, type Language, NOTICE_RECEIVED } from '#libs/contracts';
import { datePhrase, dayAndHourPhrase, type DeskOfShop, maskedParts, toldNow } from '#libs/desk';
import { say } from '../public-pages/catalogue.js';
import { deskState, isInService } from '../public-pages/desk-state.js';
import { phoneLink, shopContact } from '../public-pages/desk-frame.js';
import { deskPage } from '../public-pages/desk-page.js';
import { itemsText, periodText } from '../public-pages/facts-box.js';
import { type FormNotice, noticesOf } from '../public-pages/notices.js';
import { drawPage } from '../public-pages/page-renderer.js';
import type { PublicDesk } from '../public-pages/public-desks.js';
import { type Fault, mailAddress, textLength } from './inquiry-check.js';
import { BANDS, type InputField, type InquiryInput, typedText } from './inquiry-input.js';

const PATH = '/inquiry';

export interface FormView {
  found: PublicDesk;
  language: Language;
  now: Date;
  token: string;
  input: InquiryInput;
  faults?: readonly Fault[];
  notices?: readonly FormNotice[];
}

const promised = (desk: DeskOfShop, language: Language, now: Date): string =>
  dayAndHourPhrase(toldNow(desk, now), desk.hours.zone, language);

/** `GET /d/<slug>/inquiry`, and the same form again with what is wrong with it. */
export const drawForm = ({ found, language, now, token, input, faults = [], notices = [] }: FormView): string => {
  const { desk, facts } = found;
  const { zone } = desk.hours;
  const fault = (field: InputField): string | null => {
    const first = faults.find((each) => each.field === field);
    return first ? say(language, `problem.${first.key}`, first.values) : null;
  };
  const about = (name: InputField, must: boolean, hint: boolean) => {
    const wrong = fault(name);
    const described = [hint ? `${name}-hint` : '', wrong ? `${name}-fault` : ''].filter(Boolean).join(' ');
    return { name, must, hint, fault: wrong, described, value: typedText(input[name], language) };
  };
  const line = (name: InputField, type: string, autocomplete: string, must: boolean, hint = false) => ({
    kind: 'line',
    type,
    autocomplete,
    ...about(name, must, hint),
  });
  const option = (name: InputField, value: string, label: string) => ({ value, label, chosen: input[name] === value });
  const heading = say(language, 'form.title');
  return drawPage('form', {
    ...deskPage(
      desk,
      language,
      faults.length > 0 ? `${say(language, 'problem.title', { count: faults.length })}: ${heading}` : heading,
      PATH,
    ),
    heading,
    carried: 'edit',
    standing: found.notice?.[language],
    step: 'input',
    publishedOn: datePhrase(facts.incident.publishedAt, zone, language),
    due: promised(desk, language, now),
    periods: facts.cohorts.map((cohort) => periodText(cohort, zone, language, 'form.check_period')),
    notItems: itemsText([...new Set(facts.cohorts.flatMap((cohort) => cohort.notItems))], language),
    shopContact: shopContact(desk, language),
    replyFrom: desk.replyFrom,
    notices: noticesOf(notices, language),
    faults: faults.map(({ field }) => ({ field, label: say(language, `form.${field}`) })),
    token,
    fields: [
      {
        kind: 'choices',
        ...about('notice', true, false),
        options: NOTICE_RECEIVED.map((each) => option('notice', each, say(language, `form.notice_${each}`))),
      },
      line('name', 'text', 'name', true),
      line('kana', 'text', '', false),
      line('email', 'email', 'email', true, true),
      line('emailConfirm', 'email', 'email', true),
      line('phone', 'tel', 'tel', false, true),
      line('order', 'text', '', false, true),
      {
        kind: 'choices',
        ...about('contact', true, false),
        options: (['email', 'phone'] as const).map((each) =>
          option('contact', each, say(language, `form.contact_${each}`)),
        ),
      },
      {
        kind: 'select',
        ...about('band', false, true),
        options: BANDS.map((each) => option('band', each, say(language, `form.band_${each}`))),
      },
      {
        kind: 'select',
        ...about('topic', true, false),
        options: [
          option('topic', '', say(language, 'form.topic_choose')),
          ...FORM_TOPICS.map((each) => option('topic', each, say(language, `topic.${each}`))),
        ],
      },
    ],
    text: {
      ...about('text', true, true),
      count: input.text === '' ? null : textLength(input.text).toLocaleString('en'),
    },
    consent: { chosen: input.consent === 'yes', fault: fault('consent') },
    tenantName: desk.tenantName,
  });
};

/** Words of a choice, the mail address as it will be written to, the text itself elsewhere. */
const shown = (field: InputField, value: string, language: Language): string => {
  if (value === '') return '';
  if (field === 'email') return mailAddress(value) ?? value;
  if (field === 'topic') return say(language, `topic.${value}`);
  if (field === 'notice' || field === 'contact' || field === 'band') return say(language, `form.${field}_${value}`);
  return value;
};

const ENTRIES: readonly InputField[] = [
  'notice',
  'name',
  'kana',
  'email',
  'phone',
  'order',
  'contact',
  'band',
  'topic',
  'text',
];

export interface ConfirmView extends FormView {
  /** Set when the visitor is asked once more. */
  again: string | null;
  /** The trap field was filled in: remembered until the visitor has been asked once more. */
  trapped: boolean;
}

/** Everything that will be sent, to be looked at; the form's values travel along, masked. */
export const drawConfirm = ({
  found: { desk },
  language,
  token,
  input,
  notices = [],
  again,
  trapped,
}: ConfirmView): string =>
  drawPage('confirm', {
    ...deskPage(desk, language, say(language, 'confirm.title'), PATH),
    carried: 'confirm',
    step: 'confirm',
    notices: noticesOf(notices, language),
    hidden: [
      { name: 'token', value: token },
      ...(trapped ? [{ name: 'website', value: '1' }] : []),
      ...(again === null ? [] : [{ name: 'again', value: again }]),
      ...Object.entries(input).map(([name, value]) => ({ name, value })),
    ],
    entries: ENTRIES.filter((field) => field !== 'band' || input.contact === 'phone').map((name) => {
      const label = say(language, `form.${name}`);
      const parts = maskedParts(shown(name, input[name], language));
      return {
        name,
        label,
        change: say(language, 'confirm.change_name', { field: label }),
        parts: parts.length > 0 ? parts : null,
      };
    }),
  });

/** In place of the form, when the desk takes no forms now, with what was written in it meanwhile. Null when it does. */
export const drawNoForm = (found: PublicDesk, language: Language, now: Date, written = ''): string | null => {
  const { desk } = found;
  const inService = isInService(desk, now);
  if (inService && desk.formOpen) return null;
  const stopped = {
    title: say(language, 'closed.form_stopped'),
    lines: phoneLink(desk, language) ? [say(language, 'closed.form_stopped_detail')] : [],
    contact: phoneLink(desk, language) ? null : shopContact(desk, language),
  };
  return drawPage('closed', {
    ...deskPage(desk, language, say(language, 'closed.title'), PATH, inService),
    state: inService ? stopped : deskState(desk, language, now),
    phone: inService ? phoneLink(desk, language) : null,
    written: written === '' ? null : maskedParts(written),
  });
};

export interface Receipt {
  number: string;
  told: Date | null;
  /** Address of the status page. */
  statusLink: string;
}

/** `GET /d/<slug>/inquiry/done`: the reference number, and what happens next. */
export const drawDone = (desk: DeskOfShop, language: Language, receipt: Receipt): string =>
  drawPage('done', {
    ...deskPage(desk, language, say(language, 'done.title'), PATH),
    otherLanguage: null,
    private: true,
    step: 'done',
    number: receipt.number,
    due: receipt.told && dayAndHourPhrase(receipt.told, desk.hours.zone, language),
    replyFrom: desk.replyFrom,
    statusLink: receipt.statusLink,
  });
