import { Injectable } from '@nestjs/common';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { MergingRepository } from './merging.repository.js';

/** Whose turn it is when something happens on a ticket that was merged. */
@Injectable()
export class MergedTickets {
  constructor(
    private readonly tickets: TicketsRepository,
    private readonly merging: MergingRepository,
  ) {}

  /** The locked ticket that answers for this locked one: itself, or its survivor, which from now on owes for both. */
  async answering(ticket: TicketEntity): Promise<TicketEntity> {
    if (ticket.survivorId === null) return ticket;
    await this.merging.markOwing(ticket);
    const survivor = await this.tickets.lock(ticket.survivorId);
    if (!survivor) throw new Error('the survivor of a merged ticket has gone');
    return survivor;
  }
}
