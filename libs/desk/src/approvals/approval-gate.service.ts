import { Injectable } from '@nestjs/common';
import {
  type ApprovalNeed,
  type ApprovalReason,
  type HeldState,
  NEW_AGENT_REPLIES,
  type ReplyCharset,
  type ReplyRequest,
  ROLE_PERMISSIONS,
  ROLES,
  type TicketView,
} from '#libs/contracts';
import { can, Clock, currentActor } from '#libs/platform';
import { EscalationsRepository } from '../escalations/escalations.repository.js';
import { WorkProfiles } from '../people/work-profiles.service.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { approvalReasons } from './approval.policy.js';
import { ApprovalsRepository } from './approvals.repository.js';
import { type ReplyBasis, ReplyBases } from './reply-basis.service.js';
import { maskedWords } from '../masking/secret-mask.js';

const DECIDING_ROLES = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes('approval:decide'));
const SHOWN_APPROVERS = 3;

/** Stands between a checked reply and its sending: what needs a second person waits here. */
@Injectable()
export class ApprovalGate {
  constructor(
    private readonly approvals: ApprovalsRepository,
    private readonly escalations: EscalationsRepository,
    private readonly bases: ReplyBases,
    private readonly verbs: TicketsService,
    private readonly views: TicketViews,
    private readonly profiles: WorkProfiles,
    private readonly clock: Clock,
  ) {}

  /** A reply that was sent in under the same key. */
  findByKey(ticket: TicketEntity, idempotencyKey: string): Promise<{ id: string; body_text: string } | null> {
    return this.approvals.findByKey(ticket, idempotencyKey);
  }

  /** Whether this text would wait, why, and for whom. */
  async need(ticketId: string, text: string, cannedKeys: readonly string[]): Promise<ApprovalNeed> {
    const ticket = await this.views.ticket(ticketId);
    const { reasons, basis } = await this.judge(ticket, text, cannedKeys);
    const { changedPercent } = basis;
    if (reasons.length === 0) return { reasons, changedPercent, approvers: [] };
    const people = await this.approvals.approvers(ticket.tenantId, DECIDING_ROLES);
    const others = people.filter(({ id }) => id !== currentActor().userId).slice(0, SHOWN_APPROVERS);
    return { reasons, changedPercent, approvers: others.map(({ shortName }) => shortName) };
  }

  /** Keeps a reply that needs a second person, and shows its ticket; null where it may leave at once. The clock of the ticket runs on. */
  async hold(
    ticket: TicketEntity,
    request: Omit<ReplyRequest, 'then'>,
    { charset, then }: { charset: ReplyCharset; then: HeldState },
  ): Promise<TicketView | null> {
    const cannedKeys = request.cannedKeys ?? [];
    await this.bases.requireInForce(ticket, cannedKeys);
    const { reasons, basis } = await this.judge(ticket, request.text, cannedKeys);
    if (reasons.length === 0) return null;
    const author = currentActor();
    const approvalId = await this.approvals.insert(ticket, {
      reasons,
      authorId: author.userId,
      authors: await this.authorsOf(ticket, author.userId),
      text: request.text,
      note: maskedWords(request.approvalNote),
      charset,
      then,
      warningReason: maskedWords(request.warningReason),
      requestedAt: this.clock.now(),
      basis,
      idempotencyKey: request.idempotencyKey,
    });
    return this.verbs.change(
      ticket,
      'ticket.approval_requested',
      { state: 'waiting_approval', assigneeId: ticket.assigneeId ?? author.userId, closedAt: null },
      { approvalId, reasons },
    );
  }

  /** Whoever wrote in what came back has written in what is sent in after it: none of them approves it. */
  private async authorsOf(ticket: TicketEntity, authorId: string): Promise<string[]> {
    const last = await this.approvals.newestOf(ticket);
    const cameBack = last?.state === 'returned' || last?.state === 'pulled_back';
    return [...new Set([authorId, ...(cameBack ? last.authors : [])])];
  }

  private async isNew(userId: string): Promise<boolean> {
    const { isNew } = await this.profiles.trainingLevelOf(userId);
    return isNew && (await this.approvals.sentReplies(userId)) < NEW_AGENT_REPLIES;
  }

  private async judge(
    ticket: TicketEntity,
    text: string,
    cannedKeys: readonly string[],
  ): Promise<{ reasons: ApprovalReason[]; basis: ReplyBasis }> {
    const basis = await this.bases.of(ticket, text, cannedKeys);
    // Nobody stands behind somebody who practises: what is written counts as sent, and is reviewed as such.
    if (currentActor().isPractising) return { basis, reasons: [] };
    const complaint = await this.escalations.complaintOf(ticket);
    const reasons = approvalReasons({
      topic: ticket.topic,
      complaintLevel: complaint?.level ?? null,
      changedPercent: basis.changedPercent,
      wish: await this.approvals.wishOf(ticket),
      isNewAgent: await this.isNew(currentActor().userId),
      isApprover: can('approval:decide'),
    });
    return { basis, reasons };
  }
}
