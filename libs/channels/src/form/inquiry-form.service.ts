import { Injectable } from '@nestjs/common';
import type { Language } from '#libs/contracts';
import { type AcceptedInquiry, StatusLinks, TicketIntake } from '#libs/desk';
import { Clock } from '#libs/platform';
import { say } from '../public-pages/catalogue.js';
import type { FormNotice } from '../public-pages/notices.js';
import { drawnOnce } from '../public-pages/drawn-pages.js';
import type { PublicDesk } from '../public-pages/public-desks.js';
import { type CheckedInquiry, faultsOf, inquiryOf } from './inquiry-check.js';
import { emptyInput, type InquiryPost } from './inquiry-input.js';
import { drawConfirm, drawForm, drawNoForm } from './inquiry-page.js';
import { FormLimit } from './form-limit.js';
import { FormTokens, intakeKeyOf, type TokenVerdict } from './form-token.js';

/** What the visitor gets: a page, or the way to the receipt. */
export type FormOutcome =
  | { html: string; status: number; retryAfterSeconds?: number }
  /** Accepted; the token of the status page. */
  | { receipt: string };

export interface FormVisit {
  found: PublicDesk;
  language: Language;
  /** The visitor's network address. */
  ip: string;
}

/** Stands in the drawn form where each visitor gets a token of his or her own. */
const TOKEN_PLACE = '%token%';
/** Faster than this from the empty form to sending, nobody reads and types. */
const FASTEST_MS = 2_000;

/** The inquiry form: input, confirm, send. Nothing is refused for good: what is wrong or suspicious is shown again, with all that was typed. */
@Injectable()
export class InquiryForm {
  constructor(
    private readonly tokens: FormTokens,
    private readonly limit: FormLimit,
    private readonly intake: TicketIntake,
    private readonly links: StatusLinks,
    private readonly clock: Clock,
  ) {}

  /** The form as a visitor finds it; `text` are words that stand in it already. */
  empty(found: PublicDesk, language: Language, text = ''): string {
    const now = this.clock.now();
    const stopped = drawNoForm(found, language, now);
    if (stopped) return stopped;
    const draw = (token: string): string => drawForm({ found, language, now, token, input: emptyInput(text) });
    if (text !== '') return draw(this.tokens.issue(found.desk.id));
    return drawnOnce(found, `form ${language}`, () => draw(TOKEN_PLACE)).replace(
      TOKEN_PLACE,
      this.tokens.issue(found.desk.id),
    );
  }

  async submit(visit: FormVisit, post: InquiryPost): Promise<FormOutcome> {
    const { found, language } = visit;
    const now = this.clock.now();
    const stopped = drawNoForm(found, language, now, post.input.text);
    if (stopped) return { html: stopped, status: 200 };
    const verdict = this.tokens.check(found.desk.id, post.token);
    const token = verdict.state === 'valid' ? post.token : this.tokens.issue(found.desk.id);
    const view = { found, language, now, token, input: post.input };
    if (post.step === 'edit') return { html: drawForm(view), status: 200 };
    if (verdict.state !== 'valid') {
      const notices: FormNotice[] = [{ key: 'expired' }];
      return { html: drawForm({ ...view, notices }), status: verdict.state === 'foreign' ? 403 : 422 };
    }
    const notices: FormNotice[] = hasMarks(post) ? [{ key: 'masked' }] : [];
    const faults = faultsOf(post.input);
    if (faults.length > 0) return { html: drawForm({ ...view, faults, notices }), status: 422 };
    const confirm = { ...view, notices, again: post.again || null, trapped: post.trapped };
    const intakeKey = intakeKeyOf(verdict.nonce, post.input);
    if (post.step === 'confirm') {
      // Whoever went back behind the receipt, or loads the confirmation once more, has sent these words already.
      const sent = await this.intake.find(found.desk.tenantId, intakeKey);
      return sent ? this.receiptOf(sent) : { html: drawConfirm({ ...confirm, again: null }), status: 200 };
    }
    if (this.isSuspicious(found, post, verdict)) {
      const again = this.tokens.confirmation(found.desk.id, verdict.nonce);
      return {
        html: drawConfirm({ ...confirm, notices: [{ key: 'again' }, ...notices], again, trapped: false }),
        status: 200,
      };
    }
    const minutes = this.limit.take(visit.ip);
    if (minutes !== null) {
      const html = drawConfirm({ ...confirm, notices: [{ key: 'limited', minutes }, ...notices] });
      return { html, status: 429, retryAfterSeconds: minutes * 60 };
    }
    return this.accept(visit, inquiryOf(post.input), intakeKey);
  }

  private async accept({ found: { desk }, language }: FormVisit, inquiry: CheckedInquiry, intakeKey: string) {
    const accepted = await this.intake.accept({
      desk,
      channel: 'form',
      language,
      topic: inquiry.topic,
      subject: say(language, `topic.${inquiry.topic}`),
      text: inquiry.text,
      requester: {
        name: inquiry.name,
        kana: inquiry.kana,
        email: inquiry.email,
        phone: inquiry.phone,
        orderNumber: inquiry.order,
        noticeReceived: inquiry.notice,
        preferredContact: inquiry.contact,
        contactBand: inquiry.band === null ? null : say(language, `form.band_${inquiry.band}`),
      },
      intakeKey,
      acknowledge: true,
    });
    return this.receiptOf(accepted);
  }

  private receiptOf({ ticketId, linkEpoch }: AcceptedInquiry): FormOutcome {
    return { receipt: this.links.tokenFor(ticketId, linkEpoch, 'status') };
  }

  /** Bots fill every field, and at once. People who do are asked once more, and pass. */
  private isSuspicious(found: PublicDesk, post: InquiryPost, verdict: TokenVerdict & { state: 'valid' }): boolean {
    const hasty = this.clock.now().getTime() - verdict.issuedAt.getTime() < FASTEST_MS;
    if (!post.trapped && !hasty) return false;
    return !this.tokens.isConfirmation(found.desk.id, verdict.nonce, post.again);
  }
}

const hasMarks = (post: InquiryPost): boolean => Object.values(post.input).some((value) => value.includes('[[masked:'));
