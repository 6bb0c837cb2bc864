import { Inject, Injectable } from '@nestjs/common';
import type { ApprovalView, ApproveRequest, ReturnRequest, TicketView } from '#libs/contracts';
import { Clock, CONFIG, type Config, currentActor, DomainError } from '#libs/platform';
import { ReplyUndo } from '../tickets/reply-undo.service.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketReplies } from '../tickets/ticket-replies.service.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { ApprovalReviews } from './approval-reviews.service.js';
import { type Approval, ApprovalsRepository, type Decision } from './approvals.repository.js';
import { Approvals } from './approvals.service.js';
import { maskedWords, maskSecrets } from '../masking/secret-mask.js';

/** Releases a reply, gives it back, or takes such a step back. Whoever decides holds the ticket's row and then the approval's. */
@Injectable()
export class ApprovalDecisions {
  constructor(
    private readonly approvals: ApprovalsRepository,
    private readonly reviews: ApprovalReviews,
    private readonly shown: Approvals,
    private readonly replies: TicketReplies,
    private readonly undos: ReplyUndo,
    private readonly verbs: TicketsService,
    private readonly views: TicketViews,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'undoSeconds'>,
  ) {}

  /**
   * Sends the reply in its author's name: the message is written in this transaction, so that approval and sending are one. All checks
   * run again; what is new since the reply was written stops it, until the approver names the version that he or she has seen.
   */
  async approve(id: string, request: ApproveRequest): Promise<ApprovalView> {
    const { approval, ticket } = await this.reviews.toDecide(id, request.textVersion);
    const news = await this.shown.newsOf(approval, ticket, request.seenVersion);
    if (news) throw new DomainError('approval.stopped', { ...news });
    await this.approvals.approve(approval, this.decision(), maskedWords(request.reason));
    await this.replies.release(
      { ...ticket, state: approval.stateBefore },
      {
        text: approval.text,
        charset: approval.charset,
        cannedKeys: approval.canned.map(({ key }) => key),
        baseVersion: ticket.version,
        idempotencyKey: `approval ${approval.id}`,
        warningReason: request.reason ?? approval.warningReason ?? undefined,
      },
      approval.then,
      { authorId: approval.authorId, messageId: approval.messageId },
    );
    return this.shown.get(approval.id);
  }

  /** Back to its author with a reason; the ticket is again what it was. */
  async giveBack(id: string, { textVersion, code, words }: ReturnRequest): Promise<ApprovalView> {
    const { approval, ticket } = await this.reviews.toDecide(id, textVersion);
    await this.approvals.giveBack(approval, 'returned', this.decision(), {
      code,
      words: maskSecrets(words).text,
    });
    await this.backToAuthor(approval, ticket, 'ticket.approval_returned', { code });
    return this.shown.get(approval.id);
  }

  /** Its author takes it back while nobody has decided, even while somebody reads it. */
  async pullBack(id: string): Promise<TicketView> {
    const { approval, ticket } = await this.reviews.locked(id);
    const { userId } = currentActor();
    if (approval.authorId !== userId) throw new DomainError('permission.denied');
    await this.reviews.requireWaiting(approval);
    await this.approvals.giveBack(approval, 'pulled_back', { by: userId, at: this.clock.now(), undoUntil: null }, null);
    return this.backToAuthor(approval, ticket, 'ticket.approval_pulled_back');
  }

  /** The one who decided takes the decision back within the undo seconds; the reply waits again, for somebody's decision. */
  async undo(id: string): Promise<ApprovalView> {
    const { approval, ticket } = await this.reviews.locked(id);
    if (approval.decidedBy !== currentActor().userId) throw new DomainError('permission.denied');
    if (approval.undoUntil === null || approval.undoUntil <= this.clock.now()) {
      throw new DomainError('approval.undo_over');
    }
    const present = await this.undone(approval, ticket);
    const reopened = await this.verbs.change(
      present,
      'ticket.approval_reopened',
      { state: 'waiting_approval' },
      { approvalId: approval.id },
    );
    await this.approvals.reopen(approval, reopened.version);
    return this.shown.get(approval.id);
  }

  private async undone(approval: Approval, ticket: TicketEntity): Promise<TicketEntity> {
    if (approval.state === 'approved') {
      await this.undos.takeBack(ticket, approval.messageId);
      return this.views.ticket(ticket.id);
    }
    const newest = await this.approvals.newestOf(ticket);
    const isLast = approval.state === 'returned' && newest?.id === approval.id;
    if (!isLast || ticket.state !== approval.stateBefore) throw new DomainError('approval.undo_over');
    return ticket;
  }

  private async backToAuthor(
    approval: Approval,
    ticket: TicketEntity,
    event: string,
    payload: Record<string, unknown> = {},
  ): Promise<TicketView> {
    // Something else has moved the ticket since: then it stays where it is.
    const state = ticket.state === 'waiting_approval' ? approval.stateBefore : ticket.state;
    const assigneeId = ticket.assigneeId ?? approval.authorId;
    return this.verbs.change(ticket, event, { state, assigneeId }, { approvalId: approval.id, ...payload });
  }

  private decision(): Decision {
    const at = this.clock.now();
    const wait = this.config.undoSeconds * 1000;
    return { by: currentActor().userId, at, undoUntil: wait > 0 ? new Date(at.getTime() + wait) : null };
  }
}
