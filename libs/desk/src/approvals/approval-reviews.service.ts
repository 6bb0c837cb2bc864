import { Injectable } from '@nestjs/common';
import type { ApprovalView, EditRequest } from '#libs/contracts';
import { UsersService } from '#libs/identity';
import { Clock, currentActor, DomainError, EventLog, requireById } from '#libs/platform';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketReplies } from '../tickets/ticket-replies.service.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { type Approval, ApprovalsRepository } from './approvals.repository.js';
import { Approvals } from './approvals.service.js';
import { ReplyBases } from './reply-basis.service.js';
import { maskedWords } from '../masking/secret-mask.js';

/** Who says nothing for so long no longer keeps others from it. */
const REVIEW_MS = 5 * 60_000;

export interface Locked {
  approval: Approval;
  ticket: TicketEntity;
}

/** One person at a time reads a reply with the right to decide; everybody else reads along. */
@Injectable()
export class ApprovalReviews {
  constructor(
    private readonly approvals: ApprovalsRepository,
    private readonly bases: ReplyBases,
    private readonly shown: Approvals,
    private readonly replies: TicketReplies,
    private readonly views: TicketViews,
    private readonly users: UsersService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Takes the review, or keeps it, for five minutes. Its authors, and whoever comes second, read without taking it. */
  async open(id: string): Promise<ApprovalView> {
    const { approval } = await this.locked(id);
    const { userId } = currentActor();
    const now = this.clock.now();
    const isFree = approval.reviewerId === null || approval.reviewUntil! <= now;
    if (
      approval.state === 'waiting' &&
      !approval.authors.includes(userId) &&
      (isFree || approval.reviewerId === userId)
    ) {
      await this.approvals.setReviewer(approval, userId, new Date(now.getTime() + REVIEW_MS));
      if (approval.reviewerId !== userId) await this.tell(approval, 'ticket.approval_opened');
    }
    return this.shown.get(approval.id);
  }

  /** Lets others read it with the right to decide. */
  async leave(id: string): Promise<ApprovalView> {
    const { approval } = await this.locked(id);
    if (approval.reviewerId === currentActor().userId) {
      await this.approvals.setReviewer(approval, null, null);
      await this.tell(approval, 'ticket.approval_left');
    }
    return this.shown.get(approval.id);
  }

  /** Who edits becomes a co-author, and somebody else has to approve. */
  async edit(id: string, { text, textVersion, reason }: EditRequest): Promise<ApprovalView> {
    const { approval, ticket } = await this.locked(id);
    await this.requireFree(approval, textVersion);
    const warningReason = maskedWords(reason) ?? approval.warningReason;
    await this.replies.requireSendable(ticket, {
      text,
      charset: approval.charset,
      warningReason: warningReason ?? undefined,
    });
    const basis = await this.bases.of(
      ticket,
      text,
      approval.canned.map(({ key }) => key),
    );
    await this.approvals.edit(approval, { by: currentActor().userId, text, warningReason, basis });
    await this.tell(approval, 'ticket.approval_edited');
    return this.shown.get(approval.id);
  }

  /** The locked approval and ticket, if this person may decide about this very text now. */
  async toDecide(id: string, textVersion: number): Promise<Locked> {
    const locked = await this.locked(id);
    await this.requireFree(locked.approval, textVersion);
    // The database refuses it too; here it is a sentence.
    if (locked.approval.authors.includes(currentActor().userId)) throw new DomainError('approval.own_text');
    return locked;
  }

  /** Throws with the name of the one who was first. */
  async requireWaiting(approval: Approval): Promise<void> {
    if (approval.state === 'waiting') return;
    const { shortName } = await this.users.get(approval.decidedBy!);
    throw new DomainError('approval.already_decided', { name: shortName });
  }

  private async requireFree(approval: Approval, textVersion: number): Promise<void> {
    const { userId } = currentActor();
    await this.requireWaiting(approval);
    const isTaken = approval.reviewerId !== null && approval.reviewUntil! > this.clock.now();
    if (isTaken && approval.reviewerId !== userId) {
      const { shortName } = await this.users.get(approval.reviewerId!);
      throw new DomainError('approval.in_review', { name: shortName });
    }
    if (approval.textVersion !== textVersion) throw new DomainError('approval.text_changed');
  }

  /** Nobody else reads it with the right to decide, or moves its ticket, until this transaction ends. */
  async locked(id: string): Promise<Locked> {
    const found = await requireById(id, (key) => this.approvals.find(key));
    const ticket = await this.views.ticket(found.ticketId, true);
    return { ticket, approval: (await this.approvals.lock(found.id))! };
  }

  /** So that lists follow; no change of the ticket. */
  private tell(approval: Approval, type: string): Promise<void> {
    return this.events.record({
      tenantId: approval.tenantId,
      type,
      subjectId: approval.ticketId,
      payload: { approvalId: approval.id },
    });
  }
}
