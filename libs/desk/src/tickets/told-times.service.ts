import { Injectable } from '@nestjs/common';
import { toldTime } from '../desks/told-time.js';
import type { TicketEntity } from './ticket.entity.js';
import { TicketsRepository } from './tickets.repository.js';

/** By when the requester of a ticket is told to be answered: one time for status page, acknowledgement, answers and console. */
@Injectable()
export class ToldTimes {
  constructor(private readonly tickets: TicketsRepository) {}

  /** A time that somebody named stands as it was named. Null where nothing is due. */
  async of(ticket: Pick<TicketEntity, 'tenantId' | 'id' | 'dueAt'>): Promise<Date | null> {
    const { dueAt } = ticket;
    if (dueAt === null) return null;
    return (await this.tickets.isNamed(ticket, dueAt)) ? dueAt : toldTime(dueAt);
  }
}
