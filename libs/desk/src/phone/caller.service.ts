import { Injectable } from '@nestjs/common';
import type { CallerView, CallEventPush, CallsNow } from '#libs/contracts';
import { Clock, currentActor } from '#libs/platform';
import { openingAt } from '../desks/business-hours.js';
import { DesksService } from '../desks/desks.service.js';
import { PromisesRepository } from '../promises/promises.repository.js';
import { visibleTo } from '../tickets/ticket.visibility.js';
import { phoneKeyOf } from '../tickets/ticket-intake.service.js';
import { callEventView } from './call-event.view.js';
import { CallsRepository } from './calls.repository.js';

const DAY_MS = 86_400_000;

/** What an agent may know of a caller before the first word. */
@Injectable()
export class Callers {
  constructor(
    private readonly calls: CallsRepository,
    private readonly promises: PromisesRepository,
    private readonly desks: DesksService,
    private readonly clock: Clock,
  ) {}

  /** This shop's tickets of the number; of other shops only how many there are. */
  async of(deskId: string, number: string | null): Promise<CallerView> {
    const desk = await this.desks.get(deskId);
    const now = this.clock.now();
    const outOfHours = openingAt(desk.hours, now) === null;
    const key = phoneKeyOf(number);
    if (key === null) return { tickets: [], elsewhere: 0, callsToday: 0, outOfHours };
    const since = new Date(now.getTime() - DAY_MS);
    const tickets = await this.calls.ticketsOfNumber(desk.tenantId, key);
    const { elsewhere, calls } = await this.calls.countOfNumber(desk.tenantId, key, since);
    return {
      tickets: tickets.map((ticket) => ({ ...ticket, createdAt: ticket.createdAt.toISOString() })),
      elsewhere,
      callsToday: calls,
      outOfHours,
    };
  }

  /** The calls of this very person that wait to be written down: for a console that was away when they were told of. */
  async mine(): Promise<CallEventPush[]> {
    return (await this.calls.listUnwritten(currentActor().userId, this.clock.now())).map(callEventView);
  }

  async now(): Promise<CallsNow> {
    const { ringing, oldest, talking } = await this.calls.now(this.clock.now());
    const [next] = await this.promises.open(visibleTo(currentActor()), { limit: 1 });
    return {
      ringing,
      oldestRingingAt: oldest?.toISOString() ?? null,
      talking,
      nextPromise: next ? { id: next.id, until: next.until.toISOString(), requesterName: next.requesterName } : null,
    };
  }
}
