import type { Language } from '#libs/contracts';
import { datePhrase, type DeskOfShop, hourPhrase } from '#libs/desk';
import { type Cohort, countText, GRADE_WORDING, itemNames, type Statement } from '#libs/incidents';
import { say } from './catalogue.js';
import { deskFrame, deskLink, otherLanguage, phoneLink, shopContact, subjectMark } from './desk-frame.js';
import { type DeskState, deskState } from './desk-state.js';
import { drawnOnce } from './drawn-pages.js';
import { drawPage, type Page } from './page-renderer.js';
import type { PublicDesk } from './public-desks.js';

/** The frame of a page of this desk; `path` is the page's address below the desk's. */
export const deskPage = (desk: DeskOfShop, language: Language, title: string, path: string): Page => ({
  language,
  title,
  frame: deskFrame(desk, language),
  otherLanguage: deskLink(desk.slug, path, otherLanguage(language)),
});

/** 「2015年8月22日 15時」, `22 August 2015, 15:00`. */
export const momentText = (at: Date, zone: string, language: Language): string =>
  `${datePhrase(at, zone, language)}${language === 'ja' ? ' ' : ', '}${hourPhrase(at, zone, language)}`;

/** 「2015年8月22日 15時から2016年4月18日 16時38分まで」 */
export const periodText = (cohort: Cohort, zone: string, language: Language, key = 'desk.period_range'): string =>
  say(language, key, {
    from: momentText(cohort.periodFrom, zone, language),
    to: momentText(cohort.periodTo, zone, language),
  });

/** Names of data items as one text. */
export const itemsText = (items: readonly string[], language: Language): string =>
  itemNames(items, language).join(say(language, 'desk.comma'));

const cohortBox = (cohort: Cohort, zone: string, language: Language, labelled: boolean) => ({
  label: labelled ? (language === 'ja' ? cohort.label : cohort.labelEn) : null,
  period: periodText(cohort, zone, language),
  withCancelled: cohort.includesCancelled,
  counts: cohort.counts.map((count) => countText(count, language)).join(' / '),
  items: itemsText(cohort.items, language),
  notItems: itemsText(cohort.notItems, language),
});

export const statementLabel = (statement: Statement, language: Language): string =>
  say(language, 'desk.statement_number', { number: statement.number });

/** `GET /d/<slug>`: what happened, whether we are there now, the facts, and how to know that a mail is ours. */
export const drawDeskPage = (found: PublicDesk, language: Language, now: Date): { html: string; maxAge: number } => {
  const state = deskState(found.desk, language, now);
  const html = drawnOnce(found, `desk ${language} ${state.title} ${state.lines.join(' ')}`, () =>
    drawDesk(found, language, state),
  );
  return { html, maxAge: state.changesAt ? Math.min(MAX_AGE, secondsBetween(now, state.changesAt)) : MAX_AGE };
};

const drawDesk = (found: PublicDesk, language: Language, state: DeskState): string => {
  const { desk, facts, statements } = found;
  const { zone } = desk.hours;
  const inService = state.kind === 'open' || state.kind === 'closed';
  const first = facts.cohorts[0];
  const platform = language === 'ja' ? facts.incident.platformName : facts.incident.platformNameEn;
  return drawPage('desk', {
    ...deskPage(desk, language, say(language, 'desk.title'), ''),
    happened: first && {
      access: say(language, 'desk.what_happened', { platform }),
      strength: GRADE_WORDING[first.grade].sentence[language],
    },
    state,
    notice: found.notice?.[language],
    formOpen: inService && desk.formOpen,
    phone: inService ? phoneLink(desk, language) : null,
    facts: facts.cohorts.length > 0 && {
      cohorts: facts.cohorts.map((cohort) => cohortBox(cohort, zone, language, facts.cohorts.length > 1)),
      statement: facts.statement && {
        number: statementLabel(facts.statement, language),
        issued: say(language, 'desk.statement_issued', { at: momentText(facts.statement.issuedAt, zone, language) }),
        href: deskLink(desk.slug, `/statements/${facts.statement.number}`, language),
      },
    },
    replyFrom: desk.replyFrom,
    subjectMark: subjectMark(desk, language),
    statementNumbers: statements.map((statement) => statementLabel(statement, language)).join(' ・ '),
    shopContact: shopContact(desk, language),
  });
};

/** Nobody keeps the page longer than this, nor past the minute in which its words change. */
const MAX_AGE = 10;
const secondsBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 1000);

/** `GET /d/<slug>/statements`, or one of them under its own address. */
export const drawStatementsPage = (found: PublicDesk, language: Language, number: number | null): string | null => {
  const { desk } = found;
  const shown = found.statements.filter((statement) => number === null || statement.number === number);
  if (number !== null && shown.length === 0) return null;
  return drawnOnce(found, `statements ${language} ${number}`, () => drawStatements(desk, language, number, shown));
};

const drawStatements = (
  desk: DeskOfShop,
  language: Language,
  number: number | null,
  shown: readonly Statement[],
): string => {
  const path = number === null ? '/statements' : `/statements/${number}`;
  return drawPage('statements', {
    ...deskPage(desk, language, say(language, 'statements.title'), path),
    all: number === null ? null : deskLink(desk.slug, '/statements', language),
    statements: shown.map((statement) => ({
      number: statement.number,
      label: statementLabel(statement, language),
      title: language === 'ja' ? statement.title : statement.titleEn,
      body: language === 'ja' ? statement.body : statement.bodyEn,
      href: deskLink(desk.slug, `/statements/${statement.number}`, language),
      issued: say(language, 'statements.issued', { at: momentText(statement.issuedAt, desk.hours.zone, language) }),
    })),
  });
};
