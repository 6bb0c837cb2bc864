import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  Database,
  EventTail,
  log,
  NotificationListener,
  permissionRoom,
  ProcessLeases,
  Realtime,
  TenantScope,
} from '#libs/platform';
import { takenState } from '../tickets/ticket.states.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { AGENT_STATES_CHANNEL, AgentStatesRepository } from './agent-states.repository.js';
import { NextTicketRepository, type Taker } from './next-ticket.repository.js';
import { NextTicket } from './next-ticket.service.js';
import { topicsOf, WorkProfiles } from './work-profiles.service.js';

const LEASE = 'people.push_assignment';
const POLL_MS = 10_000;

interface FreePerson extends Taker {
  userId: string;
  limit: number;
  /** The same for all who can take the same tickets. */
  kind: string;
}

/** No room or no time; nothing waits; or what is in hand now, and what was given. */
type Giving = 'busy' | 'none' | { held: number; given?: string };

/**
 * Where the desk's rules say so, waiting tickets are given to available people with room, by one process of all. It acts on events
 * and states, and looks again by itself in case a hint was lost. Each giving is one transaction under the ticket's lock.
 */
@Injectable()
export class PushAssignment implements OnModuleInit, OnModuleDestroy {
  private running: Promise<void> | null = null;
  private again = false;
  private isElected = false;
  private timer: NodeJS.Timeout | null = null;
  private unlisten: (() => void) | null = null;

  constructor(
    private readonly tail: EventTail,
    private readonly notifications: NotificationListener,
    private readonly realtime: Realtime,
    private readonly leases: ProcessLeases,
    private readonly database: Database,
    private readonly people: AgentStatesRepository,
    private readonly profiles: WorkProfiles,
    private readonly hands: NextTicketRepository,
    private readonly nextTicket: NextTicket,
    private readonly tickets: TicketsRepository,
    private readonly verbs: TicketsService,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe(({ events }) => {
      if (events.some(({ type }) => type.startsWith('ticket.'))) this.wake();
      return Promise.resolve();
    });
    this.unlisten = this.notifications.listen(AGENT_STATES_CHANNEL, () => this.wake());
    this.timer = setInterval(() => this.wake(), POLL_MS);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.unlisten?.();
    this.again = false;
    await this.running;
  }

  /** Gives whatever can be given now. Returns the ids of the tickets that were given. */
  async giveAll(): Promise<string[]> {
    const given: string[] = [];
    const people = await this.database.transaction(TenantScope.nothing, () => this.freePeople());
    let free = people.map((person) => ({ person, held: 0 }));
    // For whom nothing waits, nothing waits for those with the same shops and skills either.
    const idle = new Set<string>();
    // Nobody gets a second ticket before all have one, whoever else gives at the same moment.
    for (let most = 1; free.length > 0; most += 1) {
      const stillFree: typeof free = [];
      for (const { person, held } of free) {
        if (idle.has(person.kind)) continue;
        const outcome =
          held < most
            ? await this.database.transaction(TenantScope.of(...person.tenantIds), () => this.give(person, most))
            : { held };
        if (outcome === 'none') idle.add(person.kind);
        else if (outcome !== 'busy') {
          if (outcome.given) given.push(outcome.given);
          stillFree.push({ person, held: outcome.held });
        }
      }
      free = stillFree;
    }
    return given;
  }

  private async freePeople(): Promise<FreePerson[]> {
    if (!(await this.profiles.rules()).pushAssignment) return [];
    const available = await this.people.available();
    const profiles = await this.profiles.ofAll(available.map(({ userId }) => userId));
    return available.map(({ userId, tenantIds }) => {
      const profile = profiles.get(userId)!;
      const taker = { tenantIds, languages: profile.languages, topics: topicsOf(profile) };
      return { ...taker, userId, limit: profile.ticketsAtOnce, kind: JSON.stringify(taker) };
    });
  }

  /** One ticket more, where the person holds fewer than `most`; how many are in hand then. */
  private async give({ userId, limit, ...taker }: FreePerson, most: number): Promise<Giving> {
    // The person's row is locked: a state that changes now, or a press on 次の1件, comes before or after, never between.
    await this.people.lock(userId);
    if ((await this.people.open(userId))?.state !== 'available') return 'busy';
    const held = await this.hands.held(userId);
    if (held >= limit) return 'busy';
    if (held >= most) return { held };
    const next = await this.nextTicket.lock(taker);
    const ticket = next === null ? null : await this.tickets.lock(next);
    if (!ticket) return 'none';
    const change = { assigneeId: userId, state: takenState(ticket.state) };
    await this.verbs.record(ticket, 'ticket.assigned', change, { assigneeId: userId, before: null, by: 'desk' });
    return { given: ticket.id, held: held + 1 };
  }

  private wake(): void {
    this.again = true;
    this.running ??= this.work().finally(() => (this.running = null));
  }

  private async work(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        // A process without a door hears of nobody, and would only hold the lease.
        if (!this.realtime.here(permissionRoom('ticket:claim'))) return;
        this.isElected ||= await this.leases.take(LEASE, () => (this.isElected = false));
        if (this.isElected) await this.giveAll();
      } catch (error) {
        // Nothing is lost: what waits still waits, and the next look finds it.
        log.warn({ err: error }, 'waiting tickets could not be given');
      }
    }
  }
}
