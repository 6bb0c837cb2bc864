import type { Language, ShopHue } from '#libs/contracts';
import { type DeskOfShop, hoursPhrase } from '#libs/desk';
import { say } from './catalogue.js';

/**
 * What stands around every page of a desk: the shop's mark, the way to the other pages, and who can be called. Form, phone and mail
 * are set only while the desk is in service: nobody is led to where nobody answers.
 */
export interface DeskFrame {
  glyph: string;
  hue: ShopHue;
  siteName: string;
  deskName: string;
  tenantName: string;
  links: { desk: string; form: string | null; faq: string; statements: string };
  /** Where the search of the questions goes. */
  faqPath: string;
  otherLang: Language;
  phone: PhoneLink | null;
  /** Set where the desk takes inquiries by mail. */
  mail: string | null;
  /** The note on the time zone, in pages for readers abroad. */
  jst: string;
}

export interface PhoneLink {
  href: string;
  number: string;
  hours: string;
}

/** An address of this desk in this language. */
export const deskLink = (slug: string, path: string, language: Language): string =>
  `/d/${slug}${path}${language === 'ja' ? '' : `?lang=${language}`}`;

export const otherLanguage = (language: Language): Language => (language === 'ja' ? 'en' : 'ja');

export const phoneLink = (desk: DeskOfShop, language: Language): PhoneLink | null => {
  const hours = hoursPhrase(desk.hours, language);
  if (!desk.phoneOpen || desk.phoneNumber === null || hours === null) return null;
  return { href: `tel:${desk.phoneNumber.replace(/[^\d+]/g, '')}`, number: desk.phoneNumber, hours };
};

export const deskName = (desk: DeskOfShop, language: Language): string => (language === 'ja' ? desk.name : desk.nameEn);

/** What the subject of every mail of this desk begins with. */
export const subjectMark = (desk: Pick<DeskOfShop, 'senderName' | 'nameEn'>, language: Language): string =>
  language === 'ja' ? `【${desk.senderName}】` : `[${desk.nameEn}]`;

export const shopContact = (desk: Pick<DeskOfShop, 'shopContact' | 'shopContactEn'>, language: Language): string =>
  language === 'ja' ? desk.shopContact : desk.shopContactEn;

export const deskFrame = (desk: DeskOfShop, language: Language, inService: boolean): DeskFrame => ({
  glyph: desk.glyph,
  hue: desk.hue,
  siteName: desk.siteName,
  deskName: deskName(desk, language),
  tenantName: desk.tenantName,
  links: {
    desk: deskLink(desk.slug, '', language),
    form: inService && desk.formOpen ? deskLink(desk.slug, '/inquiry', language) : null,
    faq: deskLink(desk.slug, '/faq', language),
    statements: deskLink(desk.slug, '/statements', language),
  },
  faqPath: deskLink(desk.slug, '/faq', 'ja'),
  otherLang: otherLanguage(language),
  phone: inService ? phoneLink(desk, language) : null,
  mail: inService && desk.emailOpen ? desk.replyFrom : null,
  jst: say(language, 'site.jst'),
});
