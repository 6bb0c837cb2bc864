import { Injectable } from '@nestjs/common';
import { Clock, EventLog } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { followClocks, leavesClocks } from './ticket.clocks.js';

/** The door through which every change of a ticket is saved: its clocks follow, and what they did is recorded. */
@Injectable()
export class TicketClocks {
  constructor(
    private readonly tickets: TicketsRepository,
    private readonly desks: DesksService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Saves `after` with the clocks that follow from the change; `before` is the locked row as it was read. */
  async save(before: TicketEntity, after: TicketEntity): Promise<TicketEntity> {
    const changed = leavesClocks(before, after) ? after : await this.follow(before, after);
    this.tickets.save(changed);
    return changed;
  }

  private async follow(before: TicketEntity, after: TicketEntity): Promise<TicketEntity> {
    const desk = await this.desks.get(before.deskId);
    const { clocks, turns } = followClocks(before, after, desk, this.clock.now());
    for (const { clock, turn, dueAt, leftMs, isLate } of turns) {
      await this.events.record({
        tenantId: before.tenantId,
        type: `clock.${turn}`,
        subjectId: before.id,
        payload: { clock, dueAt: dueAt?.toISOString() ?? null, leftMs, isLate },
      });
    }
    return { ...after, ...clocks };
  }
}
