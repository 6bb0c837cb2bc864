import type { Language } from '#libs/contracts';
import type { DeskOfShop } from '#libs/desk';
import { GRADE_WORDING, type Statement } from '#libs/incidents';
import { say } from './catalogue.js';
import { deskFrame, deskLink, otherLanguage, phoneLink, shopContact, subjectMark } from './desk-frame.js';
import { type DeskState, deskState, isInService } from './desk-state.js';
import { drawnOnce } from './drawn-pages.js';
import { factsBox, momentText, statementLabel } from './facts-box.js';
import { faqEntries } from './faq-entries.js';
import { drawPage, type Page } from './page-renderer.js';
import type { PublicDesk } from './public-desks.js';

/** The frame of a page of this desk; `path` is the page's address below the desk's. */
export const deskPage = (
  desk: DeskOfShop,
  language: Language,
  title: string,
  path: string,
  inService = true,
): Page => ({
  language,
  title,
  frame: deskFrame(desk, language, inService),
  otherLanguage: deskLink(desk.slug, path, otherLanguage(language)),
});

/** `GET /d/<slug>`: what happened, whether we are there now, the facts, and how to know that a mail is ours. */
export const drawDeskPage = (found: PublicDesk, language: Language, now: Date): { html: string; kept: number } => {
  const state = deskState(found.desk, language, now);
  const html = drawnOnce(found, `desk ${language} ${state.title} ${state.lines.join(' ')}`, () =>
    drawDesk(found, language, state),
  );
  return { html, kept: state.changesAt ? Math.min(MAX_AGE, secondsBetween(now, state.changesAt)) : MAX_AGE };
};

const drawDesk = (found: PublicDesk, language: Language, state: DeskState): string => {
  const { desk, facts, statements } = found;
  const inService = state.kind === 'open' || state.kind === 'closed';
  const first = facts.cohorts[0];
  const platform = language === 'ja' ? facts.incident.platformName : facts.incident.platformNameEn;
  const phone = inService ? phoneLink(desk, language) : null;
  return drawPage('desk', {
    ...deskPage(desk, language, say(language, 'desk.title'), '', inService),
    happened: first && {
      access: say(language, 'desk.what_happened', { platform }),
      strength: GRADE_WORDING[first.grade].sentence[language],
    },
    state,
    notice: found.notice?.[language],
    phone,
    doubt: inDoubt(inService && desk.formOpen, phone !== null),
    facts: factsBox(found, language),
    faqCount: faqEntries(found, language).length,
    replyFrom: desk.replyFrom,
    subjectMark: subjectMark(desk, language),
    statementNumbers: statements.map((statement) => statementLabel(statement, language)).join(' ・ '),
    shopContact: shopContact(desk, language),
  });
};

/** Where somebody who doubts a mail may ask; null where nobody answers. */
const inDoubt = (form: boolean, phone: boolean): 'desk.doubt_both' | 'desk.doubt_form' | 'desk.doubt_phone' | null => {
  if (form) return phone ? 'desk.doubt_both' : 'desk.doubt_form';
  return phone ? 'desk.doubt_phone' : null;
};

/** Nobody keeps the page longer than this, nor past the minute in which its words change. */
const MAX_AGE = 10;
const secondsBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 1000);

/** `GET /d/<slug>/statements`, or one of them under its own address. */
export const drawStatementsPage = (
  found: PublicDesk,
  language: Language,
  now: Date,
  number: number | null,
): string | null => {
  const shown = found.statements.filter((statement) => number === null || statement.number === number);
  if (number !== null && shown.length === 0) return null;
  const inService = isInService(found.desk, now);
  return drawnOnce(found, `statements ${language} ${number} ${inService}`, () =>
    drawStatements(found, language, inService, number, shown),
  );
};

const drawStatements = (
  found: PublicDesk,
  language: Language,
  inService: boolean,
  number: number | null,
  shown: readonly Statement[],
): string => {
  const { desk, facts } = found;
  const path = number === null ? '/statements' : `/statements/${number}`;
  return drawPage('statements', {
    ...deskPage(desk, language, say(language, 'statements.title'), path, inService),
    all: number === null ? null : deskLink(desk.slug, '/statements', language),
    facts: factsBox(found, language),
    statements: shown.map((statement) => ({
      number: statement.number,
      current: statement.number === facts.statement?.number,
      label: statementLabel(statement, language),
      title: language === 'ja' ? statement.title : statement.titleEn,
      body: language === 'ja' ? statement.body : statement.bodyEn,
      href: deskLink(desk.slug, `/statements/${statement.number}`, language),
      issued: say(language, 'statements.issued', { at: momentText(statement.issuedAt, desk.hours.zone, language) }),
    })),
  });
};
