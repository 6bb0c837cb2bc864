import { Injectable } from '@nestjs/common';
import { type CallRequest, NAMELESS_OUTCOMES } from '#libs/contracts';
import { Clock, DomainError } from '#libs/platform';
import { TicketClocks } from '../clocks/ticket-clocks.service.js';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { maskedWords, maskSecrets } from '../masking/secret-mask.js';
import { foldForSearch, gramsOf } from '../search/search-key.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketFollowUps } from '../tickets/ticket-follow-ups.service.js';
import { TicketIntake } from '../tickets/ticket-intake.service.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { STATE_AFTER } from './call.states.js';
import { CallsRepository } from './calls.repository.js';
import { NumberLeases } from './number-leases.service.js';

interface Saved {
  ticket: TicketEntity;
  isNew: boolean;
}

/** What was said, as the agent put it: a new ticket, or more on one that exists. */
@Injectable()
export class CallWords {
  constructor(
    private readonly intake: TicketIntake,
    private readonly followUps: TicketFollowUps,
    private readonly leases: NumberLeases,
    private readonly calls: CallsRepository,
    private readonly views: TicketViews,
    private readonly tickets: TicketsRepository,
    private readonly clocks: TicketClocks,
    private readonly clock: Clock,
  ) {}

  /** The ticket, or the one that answers for it since it was merged; the words of a call stay with the one that it was about. */
  async ticket(id: string): Promise<TicketEntity> {
    const ticket = await this.views.ticket(id, true);
    return ticket.survivorId === null ? ticket : this.views.ticket(ticket.survivorId, true);
  }

  save(desk: DeskOfShop, request: CallRequest, by: { key: string; assigneeId: string | null }): Promise<Saved> {
    return request.ticketId ? this.more(desk, request, by.key) : this.opened(desk, request, by);
  }

  /** Puts a ticket that existed into the state that this call leaves it in; what was promised keeps it waiting. */
  async leave(ticketId: string, request: CallRequest): Promise<TicketEntity> {
    const ticket = await this.ticket(ticketId);
    if (!request.ticketId) return ticket;
    const state = STATE_AFTER[request.outcome];
    if (state === 'callback_due' || (await this.tickets.openPromise(ticket))) return ticket;
    const isOver = state === 'closed' || state === 'handed_back';
    const left: TicketEntity = {
      ...ticket,
      state,
      version: ticket.version + 1,
      ...(isOver ? { closedAt: this.clock.now(), waitingSince: null } : {}),
    };
    return this.clocks.save(ticket, left);
  }

  private async opened(
    desk: DeskOfShop,
    request: CallRequest,
    { key, assigneeId }: { key: string; assigneeId: string | null },
  ): Promise<Saved> {
    if (request.number && !(await this.leases.use(request.number))) {
      // The same request may have come twice at once: then the other has used the number.
      const known = await this.calls.ticketOfKey(key);
      if (known) return { ticket: await this.ticket(known), isNew: false };
      throw new DomainError('call.number_not_leased');
    }
    const accepted = await this.intake.accept({
      desk,
      channel: 'phone',
      language: 'ja',
      topic: request.topic,
      subject: null,
      text: request.text,
      number: request.number,
      requester: {
        name: request.callerName,
        kana: request.callerKana,
        phone: request.callerPhone,
        preferredContact: 'phone',
      },
      intakeKey: `call:${key}`.slice(0, 140),
      state: STATE_AFTER[request.outcome],
      assigneeId,
    });
    const ticket = await this.ticket(accepted.ticketId);
    if (!accepted.duplicate && request.cannedKeys?.length) {
      await this.tickets.recordCannedUse(ticket, accepted.messageId, request.cannedKeys, this.clock.now());
    }
    return { ticket, isNew: !accepted.duplicate };
  }

  private async more(desk: DeskOfShop, request: CallRequest, key: string): Promise<Saved> {
    const ticket = await this.ticket(request.ticketId!);
    if (ticket.deskId !== desk.id) throw new DomainError('not_found');
    if ((await this.calls.ticketOfKey(key)) !== null) return { ticket, isNew: false };
    const home = await this.views.ticket(request.ticketId!);
    const messageId = await this.followUps.append(home.id, {
      channel: 'phone',
      subject: null,
      text: request.text,
      fromName: request.callerName,
      key: key.slice(-90),
    });
    await this.name(home, request);
    if (request.cannedKeys?.length) {
      await this.tickets.recordCannedUse(ticket, messageId, request.cannedKeys, this.clock.now());
    }
    return { ticket, isNew: true };
  }

  /** Who was called back by the number alone has a name from now on. */
  private async name(ticket: TicketEntity, { callerName, callerKana, outcome }: CallRequest): Promise<void> {
    if (NAMELESS_OUTCOMES.includes(outcome)) return;
    const name = maskSecrets(callerName).text;
    const kana = maskedWords(callerKana);
    if (!(await this.calls.nameCaller(ticket, { name, kana }))) return;
    const folded = foldForSearch(`${name}\n${kana ?? ''}`);
    await this.tickets.addToSearch(ticket, folded, gramsOf(folded));
  }
}
