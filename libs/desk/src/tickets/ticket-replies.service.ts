import { Inject, Injectable } from '@nestjs/common';
import type {
  ReplyCharset,
  ReplyCheckView,
  ReplyProblem,
  ReplyRequest,
  TicketChangedDetails,
  TicketView,
} from '#libs/contracts';
import { Clock, CONFIG, type Config, currentActor, DomainError, Jobs, newId, requestLanguage } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import { encodeIso2022Jp } from '../reply-check/iso-2022-jp.js';
import { checkReply } from '../reply-check/reply-check.js';
import { foldForSearch, gramsOf } from '../search/search-key.js';
import { SECRET_NAMES } from '../reply-check/secret-names.js';
import { ReplyUndoRepository } from './reply-undo.repository.js';
import { beforeReply } from './reply-undo.service.js';
import type { TicketEntity } from './ticket.entity.js';
import { takenState } from './ticket.states.js';
import { TicketViews } from './ticket-views.service.js';
import { TicketsRepository } from './tickets.repository.js';
import { TicketsService } from './tickets.service.js';

/** Answers in the desk's name. A reply leaves only if its writer has seen all that happened, and its words pass the checks. */
@Injectable()
export class TicketReplies {
  constructor(
    private readonly tickets: TicketsRepository,
    private readonly verbs: TicketsService,
    private readonly views: TicketViews,
    private readonly undo: ReplyUndoRepository,
    private readonly desks: DesksService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'undoSeconds'>,
  ) {}

  async reply(idOrNumber: string, request: ReplyRequest): Promise<TicketView> {
    const seen = await this.views.ticket(idOrNumber, true);
    const earlier = await this.tickets.findMessageByKey(seen, request.idempotencyKey);
    if (earlier) {
      if (earlier.body_text !== request.text) throw new DomainError('idempotency.mismatch');
      return this.views.of(seen);
    }
    const ticket = await this.verbs.require('reply', seen.id);
    if (ticket.version !== request.baseVersion) {
      throw new DomainError('ticket.changed', { ...(await this.whatIsNew(ticket, request.baseVersion)) });
    }
    requireSendable(checkReply(request.text));
    const lost = lostIn(request.text, request.charset);
    if (lost.length > 0) throw new DomainError('reply.characters_lost', { characters: lost });
    const requester = await this.tickets.requester(ticket);
    if (!requester?.email) throw new DomainError('reply.no_address');
    return this.send(ticket, request);
  }

  /** The same checks as at sending, for the line under the composer. */
  async check(idOrNumber: string, text: string, charset?: ReplyCharset): Promise<ReplyCheckView> {
    await this.views.ticket(idOrNumber);
    return { problems: checkReply(text), lostCharacters: lostIn(text, charset) };
  }

  private async send(ticket: TicketEntity, request: ReplyRequest): Promise<TicketView> {
    const actor = currentActor();
    const now = this.clock.now();
    const desk = await this.desks.get(ticket.deskId);
    const messageId = newId();
    await this.tickets.insertMessage(ticket, {
      id: messageId,
      kind: 'outbound',
      channel: 'email',
      subject: null,
      fromName: desk.senderName,
      authorId: actor.userId,
      text: request.text,
      idempotencyKey: request.idempotencyKey,
      queued: true,
      createdAt: now,
    });
    if (request.cannedKeys?.length) await this.tickets.recordCannedUse(ticket, messageId, request.cannedKeys);
    const folded = foldForSearch(request.text);
    await this.tickets.addToSearch(ticket, folded, gramsOf(folded));
    const then = request.then ?? 'answered';
    const wait = this.config.undoSeconds * 1000;
    const undoUntil = wait > 0 ? new Date(now.getTime() + wait) : null;
    const charset = request.charset ?? 'utf-8';
    await this.undo.prepare(ticket, messageId, { charset, undoUntil, before: beforeReply(ticket, then) });
    const when = undoUntil ? { runAt: undoUntil } : {};
    await this.jobs.add('message.deliver', { tenantId: ticket.tenantId, messageId }, when);
    const replied = { ...ticket, firstReplyAt: ticket.firstReplyAt ?? now, answeredAt: now };
    return this.verbs.change(
      replied,
      'ticket.replied',
      {
        state: then,
        assigneeId: ticket.assigneeId ?? actor.userId,
        dueAt: null,
        waitingSince: null,
        closedAt: null,
      },
      { messageId, before: takenState(ticket.state) },
    );
  }

  /** All that the writer has not seen, as he or she may see it. */
  private async whatIsNew(ticket: TicketEntity, baseVersion: number): Promise<TicketChangedDetails> {
    const view = await this.views.of(ticket);
    const newEvents = view.events.filter(({ payload }) => Number(payload['version'] ?? 0) > baseVersion);
    const ids = new Set(newEvents.map(({ payload }) => payload['messageId']));
    return { version: ticket.version, newEvents, newMessages: view.messages.filter(({ id }) => ids.has(id)) };
  }
}

const requireSendable = (problems: readonly ReplyProblem[]): void => {
  const [first] = problems;
  if (!first) return;
  const same = problems.filter(({ code }) => code === first.code);
  const labels = same.flatMap((problem) => ('label' in problem ? [problem.label] : []));
  const secrets = same.flatMap((problem) =>
    'secret' in problem ? [SECRET_NAMES[problem.secret][requestLanguage()]] : [],
  );
  throw new DomainError(first.code, { labels: [...new Set(labels)], secrets: [...new Set(secrets)], problems });
};

/** What the charset cannot carry. A mail never leaves with a question mark in a word's place. */
const lostIn = (text: string, charset: ReplyCharset = 'utf-8'): string[] =>
  charset === 'iso-2022-jp' ? encodeIso2022Jp(text).lost : [];
