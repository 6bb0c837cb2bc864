import { Injectable } from '@nestjs/common';
import { type ComplaintAnswer, type ComplaintRequest, offersRelief } from '#libs/contracts';
import { Clock, currentActor } from '#libs/platform';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { complaintView } from './escalation.view.js';
import { EscalationsRepository } from './escalations.repository.js';
import { EscalationOpening } from './opening.service.js';

/** How angry a requester is, who said so and when, and how a hard call was handled. Level 3 goes to a supervisor by itself. */
@Injectable()
export class Complaints {
  constructor(
    private readonly escalations: EscalationsRepository,
    private readonly opening: EscalationOpening,
    private readonly verbs: TicketsService,
    private readonly clock: Clock,
  ) {}

  async set(idOrNumber: string, request: ComplaintRequest): Promise<ComplaintAnswer> {
    return this.record(await this.verbs.require('note', idOrNumber), request);
  }

  /** For a ticket that the caller holds already, as the phone desk does. */
  async record(ticket: TicketEntity, { level, step }: ComplaintRequest): Promise<ComplaintAnswer> {
    await this.escalations.addComplaint(ticket, {
      level,
      step: step ?? null,
      setBy: currentActor().userId,
      setAt: this.clock.now(),
    });
    const changed = await this.verbs.record(ticket, 'ticket.complaint_set', {}, { level, step: step ?? null });
    if (level === 3) await this.opening.byItself(changed, 'complaint_level_3', changed.version);
    const complaint = (await this.escalations.complaintOf(ticket))!;
    return { complaint: complaintView(complaint), relief: offersRelief(level) };
  }
}
