import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Language } from '#libs/contracts';
import { type StatusLink, takesFollowUps, TicketFollowUps, type TicketStatusView } from '#libs/desk';
import { Clock } from '#libs/platform';
import { say } from '../public-pages/catalogue.js';
import { type AddForm, drawAddConfirm, drawStatus } from '../public-pages/status-page.js';
import { MAX_TEXT, textLength } from './inquiry-check.js';
import { type InquiryPost, typedText } from './inquiry-input.js';

export interface FollowUpVisit {
  link: StatusLink;
  ticket: TicketStatusView;
  language: Language;
  /** The page's own address. */
  address: string;
}

/** What was typed and what is wrong with it; whether something was just added, or the question how content one is sent without an answer. */
interface Shown {
  text?: string;
  fault?: string | null;
  isAdded?: boolean;
  isUnrated?: boolean;
}

/** A page to show, or null: the words are on the ticket. */
export type FollowUpOutcome = { html: string; status: number } | null;

const DAY_MS = 86_400_000;
const PER_DAY = 5;

/** What a requester adds on the page of his or her own inquiry, through a conversation link alone. */
@Injectable()
export class FollowUpForm {
  constructor(
    private readonly followUps: TicketFollowUps,
    private readonly clock: Clock,
  ) {}

  show(visit: Omit<FollowUpVisit, 'link'>, { text = '', fault = null, isAdded, isUnrated }: Shown = {}): string {
    const { ticket, language, address } = visit;
    const add: AddForm | null = this.isOpen(ticket)
      ? {
          action: `${address}?lang=${language}`,
          nonce: randomBytes(12).toString('base64url'),
          value: typedText(text, language),
          fault,
        }
      : null;
    const written = add ? '' : text;
    return drawStatus(ticket, language, this.clock.now(), address, { add, written, isAdded, isUnrated });
  }

  async submit(visit: FollowUpVisit, { step, token, input: { text } }: InquiryPost): Promise<FollowUpOutcome> {
    const { ticket, language } = visit;
    if (!this.isOpen(ticket)) return { html: this.show(visit, { text }), status: 422 };
    if (step === 'edit') return { html: this.show(visit, { text }), status: 200 };
    const fault = this.faultOf(ticket, text, language);
    if (fault) return { html: this.show(visit, { text, fault }), status: 422 };
    if (step === 'confirm')
      return {
        html: drawAddConfirm(ticket.desk, language, visit.address, { nonce: token, text }),
        status: 200,
      };
    const fromName = ticket.messages?.find((message) => message.from === 'requester')?.fromName;
    await this.followUps.append(visit.link.ticketId, {
      channel: 'form',
      subject: null,
      text,
      fromName: fromName ?? say(language, 'status.you'),
      key: keyOf(token, text),
    });
    return null;
  }

  private isOpen(ticket: TicketStatusView): boolean {
    if (ticket.messages === null || ticket.answering.state === 'handed_back') return false;
    return takesFollowUps(ticket.answering, ticket.desk.reopenDays, this.clock.now());
  }

  private faultOf(ticket: TicketStatusView, text: string, language: Language): string | null {
    if (text === '') return say(language, 'add.empty');
    const count = textLength(text);
    if (count > MAX_TEXT) return say(language, 'add.too_long', { count: count.toLocaleString('en') });
    const since = this.clock.now().getTime() - DAY_MS;
    const added = (ticket.messages ?? []).filter(({ from }) => from === 'requester').slice(1);
    return added.filter(({ at }) => at.getTime() > since).length >= PER_DAY ? say(language, 'add.enough') : null;
  }
}

/** The same words of the same form are one message: a double click, a reload. */
const keyOf = (nonce: string, text: string): string =>
  `add:${nonce.slice(0, 30)}:${createHash('sha256').update(text).digest('base64url')}`;
