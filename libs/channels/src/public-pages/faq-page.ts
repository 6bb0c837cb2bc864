import type { Language } from '#libs/contracts';
import { datePhrase, type DeskOfShop } from '#libs/desk';
import type { Cohort, TenantFacts } from '#libs/incidents';
import { say, type TextValues } from './catalogue.js';
import { shopContact, subjectMark } from './desk-frame.js';
import { deskPage, itemsText, momentText, periodText, statementLabel } from './desk-page.js';
import { drawnOnce } from './drawn-pages.js';
import { type FaqEntry, searchFaq } from './faq-search.js';
import { drawPage } from './page-renderer.js';
import type { PublicDesk } from './public-desks.js';

/** What the answers are made of. */
export interface FaqSource {
  desk: Pick<DeskOfShop, 'hours' | 'replyFrom' | 'senderName' | 'nameEn' | 'shopContact' | 'shopContactEn'>;
  facts: {
    incident: Pick<TenantFacts['incident'], 'attackedAt' | 'discoveredOn' | 'publishedAt'>;
    cohorts: readonly Cohort[];
  };
}

/** Questions that the record can answer, and only those: a fact that it does not hold, or holds otherwise, leaves its question out. */
export const faqEntries = ({ desk, facts }: FaqSource, language: Language): FaqEntry[] => {
  const { zone } = desk.hours;
  const { cohorts, incident } = facts;
  const items = [...new Set(cohorts.flatMap((cohort) => cohort.items))];
  const day = (at: Date): string => datePhrase(at, zone, language);
  // Something is safe only where no cohort holds it and every cohort says so.
  const safe = (item: string): boolean =>
    cohorts.length > 0 && !items.includes(item) && cohorts.every((cohort) => cohort.notItems.includes(item));
  const entry = (key: string, values: TextValues | false): FaqEntry | null =>
    values === false
      ? null
      : {
          key,
          question: say(language, `faq.${key}_q`),
          answer: say(language, `faq.${key}_a`, values),
          otherWords: say(language, `faq.${key}_words`),
        };
  return [
    entry(
      'affected',
      cohorts.length > 0 && { periods: cohorts.map((cohort) => periodText(cohort, zone, language)).join(' / ') },
    ),
    entry('items', items.length > 0 && { items: itemsText(items, language) }),
    entry('card', safe('card') && {}),
    entry('password', safe('password') && {}),
    entry('cancelled', cohorts.length > 0 && cohorts.every((cohort) => cohort.includesCancelled) && {}),
    entry('recipient', items.includes('delivery_name') && {}),
    entry(
      'when',
      incident.attackedAt !== null &&
        incident.discoveredOn !== null && {
          attacked: day(incident.attackedAt),
          discovered: day(new Date(`${incident.discoveredOn}T12:00:00+09:00`)),
          published: day(incident.publishedAt),
        },
    ),
    entry('genuine', { sender: desk.replyFrom, mark: subjectMark(desk, language) }),
    entry('suspicious', {}),
    entry('shop', { contact: shopContact(desk, language) }),
  ].filter((each) => each !== null);
};

/** So few answers are shown at once, not only offered. */
const SHOWN_OPEN = 3;

/** `GET /d/<slug>/faq`, with `?q=` what was searched for. */
export const drawFaq = (found: PublicDesk, language: Language, searched = ''): string =>
  searched === ''
    ? drawnOnce(found, `faq ${language}`, () => draw(found, language, ''))
    : draw(found, language, searched);

const draw = (found: PublicDesk, language: Language, searched: string): string => {
  const { desk, facts } = found;
  const entries = faqEntries(found, language);
  const hits = searchFaq(entries, searched);
  const isSearch = searched !== '';
  return drawPage('faq', {
    ...deskPage(desk, language, say(language, 'faq.title'), '/faq'),
    asOf:
      facts.statement &&
      say(language, 'faq.as_of', {
        statement: statementLabel(facts.statement, language),
        at: momentText(facts.statement.issuedAt, desk.hours.zone, language),
      }),
    searched,
    said: isSearch && say(language, hits.length > 0 ? 'faq.found' : 'faq.none', { count: hits.length }),
    isOpen: isSearch && hits.length > 0 && hits.length <= SHOWN_OPEN,
    // Who finds nothing may still recognise the question.
    entries: hits.length > 0 ? hits : searchFaq(entries, ''),
  });
};
