import { Inject, Injectable } from '@nestjs/common';
import type {
  HandBackRequest,
  HeldState,
  ReplyCharset,
  ReplyCheckView,
  ReplyRequest,
  TicketChangedDetails,
  TicketView,
} from '#libs/contracts';
import { Clock, CONFIG, type Config, currentActor, DomainError, Jobs, newId } from '#libs/platform';
import { ApprovalGate } from '../approvals/approval-gate.service.js';
import { DesksService } from '../desks/desks.service.js';
import { type Answered, type CheckedReply, ReplyChecks } from '../reply-check/reply-checks.service.js';
import { foldForSearch, gramsOf } from '../search/search-key.js';
import { ReplyUndoRepository } from './reply-undo.repository.js';
import { beforeReply } from './reply-undo.service.js';
import type { TicketEntity } from './ticket.entity.js';
import { takenState, type TicketVerb } from './ticket.states.js';
import { TicketViews } from './ticket-views.service.js';
import { TicketsRepository } from './tickets.repository.js';
import { TicketsService } from './tickets.service.js';

/** What a mail in the desk's name does to its ticket. */
interface Step {
  verb: Extract<TicketVerb, 'reply' | 'handBack'>;
  event: 'ticket.replied' | 'ticket.handed_back';
  then: HeldState;
}

type Letter = Omit<ReplyRequest, 'then'>;

/** In whose name a reply stands in the history, and under which id; a released one has both from its approval. */
interface Written {
  authorId: string;
  messageId: string;
}

const stepTo = (then: HeldState): Step =>
  then === 'handed_back'
    ? { verb: 'handBack', event: 'ticket.handed_back', then }
    : { verb: 'reply', event: 'ticket.replied', then };

/** Answers in the desk's name. A reply leaves only if its writer has seen all that happened, and its words pass the checks. */
@Injectable()
export class TicketReplies {
  constructor(
    private readonly tickets: TicketsRepository,
    private readonly verbs: TicketsService,
    private readonly views: TicketViews,
    private readonly checks: ReplyChecks,
    private readonly gate: ApprovalGate,
    private readonly undo: ReplyUndoRepository,
    private readonly desks: DesksService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'undoSeconds'>,
  ) {}

  reply(idOrNumber: string, { then = 'answered', ...letter }: ReplyRequest): Promise<TicketView> {
    return this.write(idOrNumber, letter, stepTo(then));
  }

  /** Gives the ticket to its shop, which owes the next step from now on; the clock stops. The requester is told, where there is a text. */
  async handBack(idOrNumber: string, { text, ...rest }: HandBackRequest): Promise<TicketView> {
    if (text !== null) {
      return this.write(idOrNumber, { text, ...rest }, stepTo('handed_back'));
    }
    const ticket = await this.verbs.require('handBack', idOrNumber);
    await this.requireSeen(ticket, rest.baseVersion);
    await this.verbs.requireNothingPromised(ticket);
    return this.verbs.change(
      ticket,
      'ticket.handed_back',
      { state: 'handed_back', waitingSince: null },
      { before: takenState(ticket.state) },
    );
  }

  /** The same checks as at sending, for the line under the composer. */
  async check(idOrNumber: string, text: string, charset?: ReplyCharset): Promise<ReplyCheckView> {
    const ticket = await this.views.ticket(idOrNumber);
    return this.checks.check((await this.answered(ticket)).subject, text, charset);
  }

  private async write(idOrNumber: string, letter: Letter, step: Step): Promise<TicketView> {
    const seen = await this.views.ticket(idOrNumber, true);
    const earlier =
      (await this.tickets.findMessageByKey(seen, letter.idempotencyKey)) ??
      (await this.gate.findByKey(seen, letter.idempotencyKey));
    if (earlier) {
      if (earlier.body_text !== letter.text) throw new DomainError('idempotency.mismatch');
      return this.views.of(seen);
    }
    const ticket = await this.verbs.require(step.verb, seen.id);
    await this.requireSeen(ticket, letter.baseVersion);
    if (step.verb === 'handBack') await this.verbs.requireNothingPromised(ticket);
    const checked = await this.requireSendable(ticket, letter);
    const held = await this.gate.hold(ticket, letter, { charset: checked.charset, then: step.then });
    return held ?? this.send(ticket, letter, checked, step, { authorId: currentActor().userId, messageId: newId() });
  }

  /** Sends what a second person has approved; the checks run once more. */
  async release(ticket: TicketEntity, letter: Letter, then: HeldState, written: Written): Promise<TicketView> {
    return this.send(ticket, letter, await this.requireSendable(ticket, letter), stepTo(then), written);
  }

  /** Throws the first thing that stops this letter. */
  async requireSendable(
    ticket: TicketEntity,
    letter: Pick<Letter, 'text' | 'charset' | 'warningReason'>,
  ): Promise<CheckedReply> {
    const { subject, email } = await this.answered(ticket);
    const checked = await this.checks.require(subject, letter);
    if (!email) throw new DomainError('reply.no_address');
    return checked;
  }

  private async send(
    ticket: TicketEntity,
    letter: Letter,
    checked: CheckedReply,
    step: Step,
    { authorId, messageId }: Written,
  ): Promise<TicketView> {
    const now = this.clock.now();
    const desk = await this.desks.get(ticket.deskId);
    this.tickets.insertMessage(ticket, {
      id: messageId,
      kind: 'outbound',
      channel: 'email',
      subject: null,
      fromName: desk.senderName,
      authorId,
      text: letter.text,
      idempotencyKey: letter.idempotencyKey,
      queued: true,
      createdAt: now,
    });
    if (letter.cannedKeys?.length) await this.tickets.recordCannedUse(ticket, messageId, letter.cannedKeys, now);
    const folded = foldForSearch(letter.text);
    await this.tickets.addToSearch(ticket, folded, gramsOf(folded));
    const wait = this.config.undoSeconds * 1000;
    const undoUntil = wait > 0 ? new Date(now.getTime() + wait) : null;
    await this.undo.prepare(ticket, messageId, { ...checked, undoUntil, before: beforeReply(ticket, step.then) });
    const when = undoUntil ? { runAt: undoUntil } : {};
    await this.jobs.add('message.deliver', { tenantId: ticket.tenantId, messageId }, when);
    const passed = checked.passed ? { passed: [...new Set(checked.passed.warnings.map(({ code }) => code))] } : {};
    return this.verbs.change(
      ticket,
      step.event,
      {
        state: step.then,
        assigneeId: ticket.assigneeId ?? authorId,
        firstReplyAt: ticket.firstReplyAt ?? now,
        answeredAt: now,
        waitingSince: null,
        closedAt: null,
      },
      { messageId, before: takenState(ticket.state), ...passed },
    );
  }

  private async answered(ticket: TicketEntity): Promise<{ subject: Answered; email: string | null }> {
    const requester = await this.tickets.requester(ticket);
    const { tenantId, deskId, language } = ticket;
    const requesterName = requester?.name ?? '';
    return {
      subject: { tenantId, deskId, language, requesterName, requesterPhone: requester?.phone ?? null },
      email: requester?.email ?? null,
    };
  }

  private async requireSeen(ticket: TicketEntity, baseVersion: number): Promise<void> {
    if (ticket.version === baseVersion) return;
    throw new DomainError('ticket.changed', { ...(await this.whatIsNew(ticket, baseVersion)) });
  }

  /** All that the writer has not seen, as he or she may see it. */
  async whatIsNew(ticket: TicketEntity, baseVersion: number): Promise<TicketChangedDetails> {
    const view = await this.views.of(ticket);
    const newEvents = view.events.filter(({ payload }) => Number(payload['version'] ?? 0) > baseVersion);
    const ids = new Set(newEvents.map(({ payload }) => payload['messageId']));
    return { version: ticket.version, newEvents, newMessages: view.messages.filter(({ id }) => ids.has(id)) };
  }
}
