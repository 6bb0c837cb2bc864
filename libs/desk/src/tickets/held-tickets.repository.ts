import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';
import { TicketEntity } from './ticket.entity.js';

@Injectable()
export class HeldTicketsRepository extends Repository {
  /** All tickets in one person's hands, closed ones too; nobody else changes them until this transaction ends. */
  lockOf(tenantId: string, userId: string): Promise<TicketEntity[]> {
    return this.of(TicketEntity).find({
      where: { tenantId, assigneeId: userId },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }
}
