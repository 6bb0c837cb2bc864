import type { DeskView, Language } from '#libs/contracts';
import { hoursPhrase } from './business-hours.wording.js';
import type { DeskOfShop } from './desks.repository.js';

export const deskView = (desk: DeskOfShop, language: Language): DeskView => ({
  id: desk.id,
  tenantId: desk.tenantId,
  tenantName: desk.tenantName,
  siteName: desk.siteName,
  name: language === 'ja' ? desk.name : desk.nameEn,
  slug: desk.slug,
  mark: { glyph: desk.glyph, hue: desk.hue },
  replyFrom: desk.replyFrom,
  replyCharset: desk.replyCharset,
  asksRating: desk.asksRating,
  phoneNumber: desk.phoneNumber,
  phoneAnswerAs: desk.phoneAnswerAs,
  phoneHours: hoursPhrase(desk.hours, language),
  channels: { form: desk.formOpen, email: desk.emailOpen, phone: desk.phoneOpen },
});
