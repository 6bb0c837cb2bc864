import { Injectable } from '@nestjs/common';
import type { ApprovalCounts, ApprovalList, ApprovalNews, ApprovalView, TicketApproval } from '#libs/contracts';
import { Clock, currentActor, requestLanguage, requireById } from '#libs/platform';
import { FACTS } from '../canned/facts.js';
import { dayBeganAt } from '../queue/day.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketReplies } from '../tickets/ticket-replies.service.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { visibleTo } from '../tickets/ticket.visibility.js';
import { approvalRow, personOf, ticketApproval } from './approval.view.js';
import { type Approval, type ApprovalListRow, ApprovalsRepository } from './approvals.repository.js';
import { ReplyBases } from './reply-basis.service.js';
import { changesOf } from './text-changes.js';

/** Shows what waits for a second person, with all that he or she needs to judge it. */
@Injectable()
export class Approvals {
  constructor(
    private readonly approvals: ApprovalsRepository,
    private readonly bases: ReplyBases,
    private readonly replies: TicketReplies,
    private readonly views: TicketViews,
    private readonly clock: Clock,
  ) {}

  async list(limit: number): Promise<ApprovalList> {
    const [viewer, now] = [currentActor(), this.clock.now()];
    const visible = visibleTo(viewer);
    const waiting = await this.approvals.waiting(visible, limit);
    const done = await this.approvals.decidedSince(dayBeganAt(now), visible, limit);
    return {
      items: waiting.map((row) => approvalRow(row, viewer, now)),
      done: done.map((row) => approvalRow(row, viewer, now)),
    };
  }

  counts(): Promise<ApprovalCounts> {
    const viewer = currentActor();
    return this.approvals.counts(dayBeganAt(this.clock.now()), viewer.userId, visibleTo(viewer));
  }

  /** Another tenant's approval is `not_found`, as one that does not exist. */
  async get(id: string): Promise<ApprovalView> {
    const found = await requireById(id, (key) => this.approvals.row(key));
    return this.of(found, await this.views.ticket(found.ticketId));
  }

  /** The newest approval of a ticket. */
  async ofTicket(idOrNumber: string): Promise<TicketApproval> {
    const newest = await this.approvals.newestOf(await this.views.ticket(idOrNumber));
    return { approval: newest && ticketApproval(newest, currentActor(), this.clock.now()) };
  }

  /** What happened since it was written, or since `seenVersion` of its ticket was seen; null: nothing that its approver must know. */
  async newsOf(approval: Approval, ticket: TicketEntity, seenVersion = 0): Promise<ApprovalNews | null> {
    const since = Math.max(approval.ticketVersion, seenVersion);
    const { version, newEvents, newMessages } = await this.replies.whatIsNew(ticket, since);
    const replaced = await this.bases.replaced(ticket, approval);
    const news: ApprovalNews = {
      version,
      newEvents: newEvents.filter(({ payload }) => payload['messageId'] !== undefined),
      newMessages,
      facts: replaced.facts.map(({ path, before, now }) => ({
        label: FACTS.get(path)?.label[requestLanguage()] ?? path,
        before,
        now,
      })),
      texts: seenVersion > approval.ticketVersion ? [] : replaced.texts,
    };
    const isNothing = [news.newEvents, news.facts, news.texts].every(({ length }) => length === 0);
    return isNothing ? null : news;
  }

  private async of(approval: ApprovalListRow, ticket: TicketEntity): Promise<ApprovalView> {
    const { messages } = await this.views.of(ticket);
    const inquiry = messages.findLast(({ kind }) => kind === 'inbound');
    const isWaiting = approval.state === 'waiting';
    const { problems, warnings } = await this.replies.check(ticket.id, approval.text, approval.charset);
    return {
      ...approvalRow(approval, currentActor(), this.clock.now()),
      text: approval.text,
      textVersion: approval.textVersion,
      language: approval.language,
      note: approval.note,
      returnWords: approval.returnWords,
      authors: approval.authors.map((id) => personOf(approval, id)),
      canned: approval.canned,
      changes: approval.approvedText === null ? null : changesOf(approval.approvedText, approval.text),
      problems,
      warnings,
      news: isWaiting ? await this.newsOf(approval, ticket) : null,
      inquiry: inquiry ? { text: inquiry.bodyText, at: inquiry.createdAt, channel: inquiry.channel } : null,
    };
  }
}
