import type { Language } from '#libs/contracts';
import { say } from './catalogue.js';
import { deskLink } from './desk-frame.js';
import { deskPage } from './desk-page.js';
import { isInService } from './desk-state.js';
import { drawnOnce } from './drawn-pages.js';
import { momentText, statementLabel } from './facts-box.js';
import { faqEntries } from './faq-entries.js';
import { FAQ_GROUPS, searchFaq } from './faq-search.js';
import { drawPage } from './page-renderer.js';
import type { PublicDesk } from './public-desks.js';

/** So few answers are shown at once, not only offered. */
const SHOWN_OPEN = 3;

/** `GET /d/<slug>/faq`, with `?q=` what was searched for. */
export const drawFaq = (found: PublicDesk, language: Language, now: Date, searched = ''): string => {
  const inService = isInService(found.desk, now);
  return searched === ''
    ? drawnOnce(found, `faq ${language} ${inService}`, () => draw(found, language, inService, ''))
    : draw(found, language, inService, searched);
};

/** The form, with the words that were searched for: nobody writes them twice. */
const askLink = (slug: string, language: Language, searched: string): string => {
  const link = deskLink(slug, '/inquiry', language);
  return searched === '' ? link : `${link}${link.includes('?') ? '&' : '?'}q=${encodeURIComponent(searched)}`;
};

const draw = (found: PublicDesk, language: Language, inService: boolean, searched: string): string => {
  const { desk, facts } = found;
  const entries = faqEntries(found, language);
  const hits = searchFaq(entries, searched);
  const isSearch = searched !== '';
  // Who finds nothing may still recognise the question.
  const shown = hits.length > 0 ? hits : searchFaq(entries, '');
  return drawPage('faq', {
    ...deskPage(desk, language, say(language, 'faq.title'), '/faq', inService),
    asOf:
      facts.statement &&
      say(language, 'faq.as_of', {
        statement: statementLabel(facts.statement, language),
        at: momentText(facts.statement.issuedAt, desk.hours.zone, language),
      }),
    searched,
    said: isSearch && say(language, hits.length > 0 ? 'faq.found' : 'faq.none', { count: hits.length }),
    isOpen: isSearch && hits.length > 0 && hits.length <= SHOWN_OPEN,
    groups: FAQ_GROUPS.map((group) => {
      const inGroup = shown.filter((entry) => entry.group === group);
      return {
        key: `group-${group}`,
        title: say(language, `faq.group_${group}`),
        count: inGroup.length,
        entries: inGroup,
      };
    }),
    askLink: inService && desk.formOpen ? askLink(desk.slug, language, searched) : null,
  });
};
