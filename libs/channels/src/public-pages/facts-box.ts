import type { Language } from '#libs/contracts';
import { datePhrase, hourPhrase } from '#libs/desk';
import { type Cohort, countText, itemNames, type Statement } from '#libs/incidents';
import { say } from './catalogue.js';
import { deskLink } from './desk-frame.js';
import type { PublicDesk } from './public-desks.js';

/** 「2015年8月22日 15時」, `22 August 2015, 15:00`. */
export const momentText = (at: Date, zone: string, language: Language): string =>
  `${datePhrase(at, zone, language)}${language === 'ja' ? ' ' : ', '}${hourPhrase(at, zone, language)}`;

/** 「2015年8月22日 15時から2016年4月18日 16時38分まで」 */
export const periodText = (cohort: Cohort, zone: string, language: Language, key = 'desk.period_range'): string =>
  say(language, key, periodEnds(cohort, zone, language));

const periodEnds = (cohort: Cohort, zone: string, language: Language) => ({
  from: momentText(cohort.periodFrom, zone, language),
  to: momentText(cohort.periodTo, zone, language),
});

/** Names of data items as one text. */
export const itemsText = (items: readonly string[], language: Language): string =>
  itemNames(items, language).join(say(language, 'desk.comma'));

const cohortBox = (cohort: Cohort, zone: string, language: Language, labelled: boolean) => ({
  label: labelled ? (language === 'ja' ? cohort.label : cohort.labelEn) : null,
  period: (['from', 'to'] as const).map((end) =>
    say(language, `desk.period_${end}`, periodEnds(cohort, zone, language)),
  ),
  withCancelled: cohort.includesCancelled,
  counts: cohort.counts.map((count) => countText(count, language)).join(' / '),
  items: itemsText(cohort.items, language),
  notItems: itemsText(cohort.notItems, language),
});

/** 「いま分かっていること」, with the statement that it stands on; null while nothing is known. */
export const factsBox = ({ desk, facts: { cohorts, statement } }: PublicDesk, language: Language) => {
  const { zone } = desk.hours;
  if (cohorts.length === 0) return null;
  return {
    cohorts: cohorts.map((cohort) => cohortBox(cohort, zone, language, cohorts.length > 1)),
    statement: statement && {
      number: statementLabel(statement, language),
      issued: say(language, 'statements.issued', { at: momentText(statement.issuedAt, zone, language) }),
      href: deskLink(desk.slug, `/statements/${statement.number}`, language),
    },
  };
};

export const statementLabel = (statement: Statement, language: Language): string =>
  say(language, 'desk.statement_number', { number: statement.number });
