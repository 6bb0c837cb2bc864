import { Injectable } from '@nestjs/common';
import { LANGUAGES, type TicketView } from '#libs/contracts';
import { can, Clock, currentActor, DomainError } from '#libs/platform';
import { TicketsService } from '../tickets/tickets.service.js';
import { AgentStatesRepository } from './agent-states.repository.js';
import { NextTicketRepository, type Search, type Taker } from './next-ticket.repository.js';
import { topicsOf, WorkProfiles } from './work-profiles.service.js';

/**
 * Few of each shop, and only when colleagues take all of those in the same moment, many. That nothing waits is said only when those have been
 * waited for that somebody holds: a look at the clocks holds hundreds for a moment and leaves them where they are.
 */
const SEARCHES: readonly Search[] = [
  { depth: 8, held: 'skipped' },
  { depth: 512, held: 'skipped' },
  { depth: 512, held: 'awaited' },
];

/** Finds the ticket that a person should answer next, whatever list is on the screen. */
@Injectable()
export class NextTicket {
  constructor(
    private readonly tickets: NextTicketRepository,
    private readonly verbs: TicketsService,
    private readonly profiles: WorkProfiles,
    private readonly people: AgentStatesRepository,
    private readonly clock: Clock,
  ) {}

  /** Claims it for the signed-in person. Supervisors help out without a limit; the others finish what they hold first. */
  async take(): Promise<TicketView> {
    const { userId, tenantIds, isPractising } = currentActor();
    const profile = await this.profiles.of(userId);
    if (!can('ticket:assign')) {
      // Two presses at once must not both find room for one more.
      await this.people.lock(userId);
      const held = await this.tickets.held(userId);
      if (held >= profile.ticketsAtOnce) {
        throw new DomainError('ticket.hands_full', { held, limit: profile.ticketsAtOnce });
      }
    }
    // Practice is there for what one is not given yet.
    const topics = isPractising ? null : topicsOf(profile);
    const next = await this.lock({ tenantIds, languages: isPractising ? LANGUAGES : profile.languages, topics });
    if (next === null) throw new DomainError('ticket.none_waiting');
    return this.verbs.claim(next);
  }

  /** The locked ticket's id, or null where nothing waits that this person can take. */
  async lock(taker: Taker): Promise<string | null> {
    const now = this.clock.now();
    for (const search of SEARCHES) {
      const next = await this.tickets.lockNext(taker, now, search);
      if (next !== null) return next;
    }
    return null;
  }
}
