import { Injectable } from '@nestjs/common';
import { Clock, EventLog } from '#libs/platform';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { DesksService } from '../desks/desks.service.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { RatingsRepository } from './ratings.repository.js';

/** The question how content somebody was with one answer; `isRated` once that was said. */
export interface RatingQuestion {
  answeredAt: Date;
  isRated: boolean;
}

/** After that nobody remembers well enough. */
const ASKED_MS = 14 * 86_400_000;

/** One voluntary question to whoever was answered, where the desk asks it; never about misuse, never in a complaint. */
@Injectable()
export class Ratings {
  constructor(
    private readonly ratings: RatingsRepository,
    private readonly tickets: TicketsRepository,
    private readonly desks: DesksService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Null where nothing is asked. */
  async question(ticket: TicketEntity, desk: DeskOfShop): Promise<RatingQuestion | null> {
    const { answeredAt } = ticket;
    if (!desk.asksRating || answeredAt === null || !(ticket.state === 'answered' || ticket.state === 'closed'))
      return null;
    if (this.clock.now().getTime() - answeredAt.getTime() > ASKED_MS) return null;
    if (!(await this.ratings.mayBeRated(ticket.id))) return null;
    return { answeredAt, isRated: await this.ratings.isRated(ticket, answeredAt) };
  }

  /** Takes 1–5 for the answer that the question was about; a second one for the same answer, or one too late, changes nothing. */
  async give(ticketId: string, answeredAt: Date, score: number): Promise<void> {
    const ticket = await this.tickets.lock(ticketId);
    const question = ticket && (await this.question(ticket, await this.desks.get(ticket.deskId)));
    if (!question || question.answeredAt.getTime() !== answeredAt.getTime()) return;
    if (!(await this.ratings.add(ticket, { answeredAt, score, givenAt: this.clock.now() }))) return;
    const { tenantId, id } = ticket;
    await this.events.record({ tenantId, type: 'rating.given', subjectId: id, payload: { score, answeredAt } });
  }
}
