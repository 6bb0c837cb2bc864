import type { Language } from '#libs/contracts';
import { datePhrase, dayAndHourPhrase, type DeskOfShop, hourPhrase, nextOpening, openingAt } from '#libs/desk';
import { say } from './catalogue.js';
import { phoneLink, shopContact } from './desk-frame.js';

/** What a visitor may do at this moment, in words. */
export interface DeskState {
  kind: 'open' | 'closed' | 'planned' | 'over';
  title: string;
  lines: string[];
  /** Where to turn instead, once the desk is over. */
  contact: string | null;
  /** When these words change next; null where that is not known. */
  changesAt: Date | null;
}

const CLOSING_SOON_MS = 15 * 60_000;

/** True between the desk's opening and its end: only then does it take inquiries. */
export const isInService = (desk: Pick<DeskOfShop, 'opensAt' | 'closesAt'>, now: Date): boolean =>
  desk.opensAt <= now && (desk.closesAt === null || now < desk.closesAt);

/** Open or closed now, in force to the minute: life of the desk first, then the hours of its phone. */
export const deskState = (desk: DeskOfShop, language: Language, now: Date): DeskState => {
  const { zone } = desk.hours;
  if (now < desk.opensAt) {
    const title = say(language, 'desk.not_yet', { from: dayAndHourPhrase(desk.opensAt, zone, language) });
    return { kind: 'planned', title, lines: [], contact: null, changesAt: desk.opensAt };
  }
  if (desk.closesAt && desk.closesAt <= now) {
    return {
      kind: 'over',
      title: say(language, 'desk.over'),
      lines: [say(language, 'desk.over_detail', { date: datePhrase(desk.closesAt, zone, language) })],
      contact: shopContact(desk, language),
      changesAt: null,
    };
  }
  return phoneLink(desk, language) ? phoneState(desk, language, now) : formOnly(desk, language);
};

const formOnly = (desk: DeskOfShop, language: Language): DeskState => ({
  kind: 'open',
  title: say(language, desk.formOpen ? 'desk.no_phone' : 'closed.form_stopped'),
  lines: desk.formOpen ? [say(language, 'desk.no_phone_detail')] : [],
  contact: desk.formOpen ? null : shopContact(desk, language),
  changesAt: null,
});

const phoneState = (desk: DeskOfShop, language: Language, now: Date): DeskState => {
  const { zone } = desk.hours;
  const always = desk.formOpen ? [say(language, 'desk.form_always')] : [];
  const opening = openingAt(desk.hours, now);
  if (opening) {
    const soon = opening.to.getTime() - now.getTime() <= CLOSING_SOON_MS;
    const until = hourPhrase(opening.to, zone, language);
    return {
      kind: 'open',
      title: say(language, soon ? 'desk.closing_soon' : 'desk.open', { until }),
      lines: soon ? always : desk.formOpen ? [say(language, 'desk.open_detail')] : [],
      contact: null,
      changesAt: soon ? opening.to : new Date(opening.to.getTime() - CLOSING_SOON_MS),
    };
  }
  const next = nextOpening(desk.hours, now);
  return {
    kind: 'closed',
    title: say(language, 'desk.closed'),
    lines: next
      ? [say(language, 'desk.closed_next', { next: dayAndHourPhrase(next, zone, language) }), ...always]
      : always,
    contact: null,
    changesAt: next,
  };
};
