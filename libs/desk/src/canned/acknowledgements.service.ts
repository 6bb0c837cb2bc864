import { Injectable } from '@nestjs/common';
import type { Language } from '#libs/contracts';
import { Clock, log } from '#libs/platform';
import { nextChange } from '../desks/desk-hours.js';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { DesksService } from '../desks/desks.service.js';
import { CannedRepository } from './canned.repository.js';
import { DeskNotices } from './desk-notices.service.js';
import { deskValues } from './fact-values.js';
import { checkTemplate, type TemplateNode } from './template.policy.js';
import { fillTemplate, openLabels, RenderTooLarge, textOf } from './template.render.js';

export interface Acknowledgement {
  subject: string;
  text: string;
  fromName: string;
}

const KEY = 'ack';
const SUBJECT: Record<Language, string> = {
  ja: 'お問い合わせを受け付けました',
  en: 'We have received your inquiry',
};
/** A receipt goes out even where no text is approved yet, and where it is too late to name a time. */
const PLAIN: Record<Language, string> = {
  ja: 'お問い合わせを受け付けました。内容を確認し、順にお返事いたします。',
  en: 'We have received your inquiry. We will read it and reply in turn.',
};
const KEPT_MS = 5_000;
const KEPT_MOST = 500;

/**
 * The text of the automatic receipt. It knows the desk and the time that is told, nothing of the person or of what was written, so that
 * nobody can send words of their own through it. The reference number is added by the mail itself.
 */
@Injectable()
export class Acknowledgements {
  private readonly kept = new Map<string, { until: number; acknowledgement: Acknowledgement }>();

  constructor(
    private readonly canned: CannedRepository,
    private readonly notices: DeskNotices,
    private readonly desks: DesksService,
    private readonly clock: Clock,
  ) {}

  /** Kept for seconds: in a flood of inquiries the same text is not read, parsed and filled for each. */
  async forDesk(deskId: string, language: Language, told: Date | null): Promise<Acknowledgement> {
    const now = this.clock.now().getTime();
    const key = `${deskId} ${language} ${told?.getTime()}`;
    const kept = this.kept.get(key);
    if (kept && kept.until > now) return kept.acknowledgement;
    const desk = await this.desks.get(deskId);
    const acknowledgement = await this.at(desk, language, new Date(now), told);
    const change = nextChange(desk.hours, new Date(now))?.getTime() ?? Infinity;
    if (this.kept.size >= KEPT_MOST) this.kept.clear();
    this.kept.set(key, { until: Math.min(now + KEPT_MS, change), acknowledgement });
    return acknowledgement;
  }

  /** As it is written at this moment to somebody who is told this time; null where nothing is due any more. */
  async at(desk: DeskOfShop, language: Language, now: Date, told: Date | null): Promise<Acknowledgement> {
    const isAhead = told !== null && told > now;
    const nodes = isAhead ? await this.template(desk, language, now) : null;
    const text = nodes && isAhead ? this.fill(nodes, desk, language, told) : null;
    const { text: notice } = await this.notices.standing(desk, now, isAhead ? told : undefined);
    const words = text ?? PLAIN[language];
    const withNotice = notice ? `${words}\n\n${notice[language]}` : words;
    return { subject: SUBJECT[language], text: withNotice, fromName: desk.senderName };
  }

  /** Null where the approved text cannot be used as it is: nobody reads it before it goes out. */
  private fill(nodes: readonly TemplateNode[], desk: DeskOfShop, language: Language, told: Date): string | null {
    try {
      const parts = fillTemplate(nodes, deskValues(desk, language, told), language);
      const open = openLabels(parts);
      if (open.length === 0) return textOf(parts).trim() || null;
      log.error({ deskId: desk.id, language, open }, 'the acknowledgement has open placeholders');
    } catch (error) {
      if (!(error instanceof RenderTooLarge)) throw error;
      log.error({ deskId: desk.id, language }, 'the acknowledgement is too long');
    }
    return null;
  }

  private async template(desk: DeskOfShop, language: Language, now: Date): Promise<TemplateNode[] | null> {
    const text = await this.canned.findByKey(desk.tenantId, desk.incidentId, KEY, language, now);
    return text ? checkTemplate(text.body) : null;
  }
}
