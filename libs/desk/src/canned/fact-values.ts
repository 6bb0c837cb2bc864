import type { Language } from '#libs/contracts';
import { countText, GRADE_WORDING, itemNames, type TenantFacts } from '#libs/incidents';
import { dayAndHourPhrase, hoursPhrase } from '../desks/business-hours.wording.js';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { dayText, momentText, oneLine, periodText, plainDayText } from './fact.format.js';
import type { FactValue, FactValues } from './facts.js';

const HONORIFIC = /[\s　]*(?:様|さま|殿)$/u;

/** Collects values under their paths; what is empty or unknown stays out and becomes an open placeholder. */
class ValueBook {
  readonly values = new Map<string, FactValue>();

  constructor(
    private readonly zone: string,
    private readonly language: Language,
  ) {}

  text(path: string, text: string | null | undefined): void {
    const line = text == null ? '' : oneLine(text);
    if (line !== '') this.values.set(path, Object.freeze({ text: line }));
  }

  list(path: string, items: readonly string[]): void {
    if (items.length === 0) return;
    const lines = items.map(oneLine);
    const text = lines.join(this.language === 'ja' ? '、' : ', ');
    this.values.set(path, Object.freeze({ text, items: Object.freeze(lines) }));
  }

  moment(path: string, at: Date | null): void {
    if (!at) return;
    const text = momentText(at, this.zone, this.language);
    this.values.set(path, Object.freeze({ text, day: dayText(at, this.zone, this.language) }));
  }

  day(path: string, day: string | null): void {
    if (!day) return;
    const text = plainDayText(day, this.language);
    this.values.set(path, Object.freeze({ text, day: text }));
  }
}

/** The desk's own facts: all that an acknowledgement may use. `told`: by when the requester is told to be answered. */
export const deskValues = (desk: DeskOfShop, language: Language, told: Date): FactValues =>
  writeDesk(new ValueBook(desk.hours.zone, language), desk, language, told).values;

export interface Answering {
  desk: DeskOfShop;
  facts: TenantFacts;
  ticket: { number: string };
  requesterName: string;
  agentName: string;
  language: Language;
  told: Date;
}

/** All facts for an answer to one ticket, in the language of the text. Only strings and lists of strings leave here. */
export const answerValues = (given: Answering): FactValues => {
  const { desk, facts, language } = given;
  const { zone } = desk.hours;
  const book = writeDesk(new ValueBook(zone, language), desk, language, given.told);
  const { incident, statement } = facts;
  const ja = language === 'ja';
  book.text('incident.title', ja ? incident.title : incident.titleEn);
  book.text('incident.platform_name', ja ? incident.platformName : incident.platformNameEn);
  book.moment('incident.attacked_at', incident.attackedAt);
  book.day('incident.discovered_on', incident.discoveredOn);
  book.moment('incident.published_at', incident.publishedAt);
  book.moment('incident.notice_sent_at', momentFact(facts, 'notice_sent_at'));
  if (statement) {
    book.text('statement.number', ja ? `第${statement.number}報` : `No. ${statement.number}`);
    book.text('statement.title', ja ? statement.title : statement.titleEn);
    book.moment('statement.issued_at', statement.issuedAt);
  }
  writeCohort(book, facts, zone, language);
  book.text('ticket.number', given.ticket.number);
  book.text('ticket.requester_name', given.requesterName.replace(HONORIFIC, ''));
  book.text('agent.name', given.agentName);
  return book.values;
};

const writeDesk = (book: ValueBook, desk: DeskOfShop, language: Language, told: Date): ValueBook => {
  const ja = language === 'ja';
  const { zone } = desk.hours;
  book.text('desk.name', ja ? desk.name : desk.nameEn);
  book.text('desk.shop', desk.siteName);
  book.text('desk.shop_contact', ja ? desk.shopContact : desk.shopContactEn);
  book.text('desk.reply_from', desk.replyFrom);
  book.text('desk.reply_estimate', dayAndHourPhrase(told, zone, language) + (ja ? '' : ' (Japan time)'));
  if (desk.phoneOpen) {
    book.text('desk.phone', desk.phoneNumber);
    book.text('desk.hours', hoursPhrase(desk.hours, language));
  }
  return book;
};

/** A shop has one main cohort, the first by key; the others stand in the context column for the agent to weigh. */
const writeCohort = (book: ValueBook, facts: TenantFacts, zone: string, language: Language): void => {
  const [cohort] = facts.cohorts;
  if (!cohort) return;
  book.text('cohort.period', periodText(cohort.periodFrom, cohort.periodTo, zone, language));
  for (const count of cohort.counts) {
    if (count.unit === 'persons' || count.unit === 'orders') {
      book.text(`cohort.${count.unit}`, countText(count, language));
    }
  }
  book.list('cohort.items', itemNames(cohort.items, language));
  book.list('cohort.not_items', itemNames(cohort.notItems, language));
  book.text('cohort.grade', GRADE_WORDING[cohort.grade].sentence[language]);
};

const momentFact = (facts: TenantFacts, key: string): Date | null => {
  const fact = facts.facts.get(key);
  if (fact?.type !== 'datetime' || typeof fact.value !== 'string') return null;
  const at = new Date(fact.value);
  return Number.isNaN(at.getTime()) ? null : at;
};
