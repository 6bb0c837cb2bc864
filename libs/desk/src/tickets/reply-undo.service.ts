import { Injectable } from '@nestjs/common';
import type { TicketView } from '#libs/contracts';
import { Clock, currentActor, DomainError, notFound, requireById } from '#libs/platform';
import { MergedTickets } from '../merging/merged-tickets.service.js';
import { foldForSearch, gramsOf, withoutText } from '../search/search-key.js';
import { ReplyUndoRepository, type SentReply, type TicketBefore } from './reply-undo.repository.js';
import type { TicketEntity } from './ticket.entity.js';
import { isWaiting } from './ticket.policy.js';
import { dateOf, standingAgain, standingOf } from './ticket-standing.js';
import { takenState } from './ticket.states.js';
import { TicketViews } from './ticket-views.service.js';
import { TicketsService } from './tickets.service.js';

/** Takes a reply back before it leaves. */
@Injectable()
export class ReplyUndo {
  constructor(
    private readonly replies: ReplyUndoRepository,
    private readonly verbs: TicketsService,
    private readonly merged: MergedTickets,
    private readonly views: TicketViews,
    private readonly clock: Clock,
  ) {}

  /**
   * Only its author takes a reply back, and only while it waits. The ticket is again what it was, in the author's hands,
   * unless something else has moved it since; closed on an answer that never left, it is open again. The text stays in the view, marked `withdrawn`. Asked twice, it is done once.
   */
  async undo(idOrNumber: string, messageId: string): Promise<TicketView> {
    const ticket = await this.views.ticket(idOrNumber, true);
    const reply = await requireById(messageId, (id) => this.replies.find(ticket, id));
    if (reply.automatic) throw notFound();
    if (reply.authorId !== currentActor().userId) throw new DomainError('permission.denied');
    return this.takeBack(ticket, messageId, reply);
  }

  /** Also for the one who released it: the rule of who may stands with the caller. */
  async takeBack(ticket: TicketEntity, messageId: string, found?: SentReply): Promise<TicketView> {
    const reply = found ?? (await this.replies.find(ticket, messageId));
    if (!reply) throw notFound();
    if (reply.state === 'withdrawn') return this.views.of(ticket);
    if (!(await this.replies.withdraw(ticket, messageId, this.clock.now())))
      throw new DomainError('reply.already_sent');
    await this.forgetWords(ticket, reply.text);
    const { before } = reply;
    const isLast = before !== null && !(await this.replies.inherit(ticket, messageId, before));
    const stands = ticket.state === before?.madeState || ticket.state === 'closed';
    const restored = isLast && stands ? standingAgain(ticket, before) : ticket;
    if (ticket.survivorId !== null) await this.oweAgain(ticket);
    return this.verbs.change(
      isLast
        ? { ...restored, firstReplyAt: dateOf(before.firstReplyAt), answeredAt: dateOf(before.answeredAt) }
        : restored,
      'ticket.reply_withdrawn',
      {},
      { messageId },
    );
  }

  /** The answer of a merged ticket never left: whoever answers for it owes one. */
  private async oweAgain(ticket: TicketEntity): Promise<void> {
    const survivor = await this.merged.answering(ticket);
    if (isWaiting(survivor) || survivor.state === 'waiting_approval') return;
    const owed = { state: 'open', closedAt: null, waitingSince: this.clock.now() } as const;
    await this.verbs.record(survivor, 'ticket.reopened', owed, { otherId: ticket.id, otherNumber: ticket.number });
  }

  /** Words that never left are not found. */
  private async forgetWords(ticket: TicketEntity, text: string): Promise<void> {
    const rest = withoutText(await this.replies.searchText(ticket), foldForSearch(text));
    await this.replies.setSearchText(ticket, rest.join('\n'), [...new Set(rest.flatMap(gramsOf))]);
  }
}

export const beforeReply = (ticket: TicketEntity, madeState: TicketEntity['state']): TicketBefore => ({
  ...standingOf(ticket),
  state: takenState(ticket.state),
  firstReplyAt: ticket.firstReplyAt?.toISOString() ?? null,
  answeredAt: ticket.answeredAt?.toISOString() ?? null,
  madeState,
});
