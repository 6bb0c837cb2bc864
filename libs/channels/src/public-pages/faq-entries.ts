import type { Language } from '#libs/contracts';
import { datePhrase, type DeskOfShop } from '#libs/desk';
import type { Cohort, TenantFacts } from '#libs/incidents';
import { say, type TextValues } from './catalogue.js';
import { shopContact, subjectMark } from './desk-frame.js';
import { itemsText, periodText } from './facts-box.js';
import type { FaqEntry, FaqGroup } from './faq-search.js';

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
  const entry = (group: FaqGroup, key: string, values: TextValues | false): FaqEntry | null =>
    values === false
      ? null
      : {
          key,
          group,
          question: say(language, `faq.${key}_q`),
          answer: say(language, `faq.${key}_a`, values),
          otherWords: say(language, `faq.${key}_words`),
        };
  return [
    entry(
      'data',
      'affected',
      cohorts.length > 0 && { periods: cohorts.map((cohort) => periodText(cohort, zone, language)).join(' / ') },
    ),
    entry('data', 'items', items.length > 0 && { items: itemsText(items, language) }),
    entry('cards', 'card', safe('card') && {}),
    entry('cards', 'password', safe('password') && {}),
    entry('data', 'cancelled', cohorts.length > 0 && cohorts.every((cohort) => cohort.includesCancelled) && {}),
    entry('data', 'recipient', items.includes('delivery_name') && {}),
    entry(
      'cause',
      'when',
      incident.attackedAt !== null &&
        incident.discoveredOn !== null && {
          attacked: day(incident.attackedAt),
          discovered: day(new Date(`${incident.discoveredOn}T12:00:00+09:00`)),
          published: day(incident.publishedAt),
        },
    ),
    entry('suspicious', 'genuine', { sender: desk.replyFrom, mark: subjectMark(desk, language) }),
    entry('suspicious', 'suspicious', {}),
    entry('desk', 'shop', { contact: shopContact(desk, language) }),
  ].filter((each) => each !== null);
};
