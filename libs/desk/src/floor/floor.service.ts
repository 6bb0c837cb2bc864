import { Injectable } from '@nestjs/common';
import {
  ATTENTION_KINDS,
  type AttentionKind,
  FLOOR_ROLES,
  type FloorAttention,
  type FloorDays,
  type FloorPerson,
  type FloorView,
} from '#libs/contracts';
import { Clock } from '#libs/platform';
import { AgentStates } from '../people/agent-states.service.js';
import { WorkProfiles } from '../people/work-profiles.service.js';
import { PresenceService } from '../presence/presence.service.js';
import { dayBeganAt } from '../queue/day.js';
import { QueueService } from '../queue/queue.service.js';
import { AttentionRepository } from './attention.repository.js';
import { FloorRepository } from './floor.repository.js';
import { SupervisorCallsRepository } from './supervisor-calls.repository.js';

const INFLOW_MS = 4 * 3_600_000;
const STEP_MS = 15 * 60_000;
const NOTHING = Object.fromEntries(ATTENTION_KINDS.map((kind) => [kind, 0])) as Record<AttentionKind, number>;

/** What a supervisor sees: where it waits, what comes in, who is here. */
@Injectable()
export class FloorService {
  constructor(
    private readonly floor: FloorRepository,
    private readonly attention: AttentionRepository,
    private readonly supervisorCalls: SupervisorCallsRepository,
    private readonly queue: QueueService,
    private readonly presence: PresenceService,
    private readonly states: AgentStates,
    private readonly profiles: WorkProfiles,
    private readonly clock: Clock,
  ) {}

  async view(): Promise<FloorView> {
    const now = this.clock.now();
    const from = new Date(Math.floor((now.getTime() - INFLOW_MS) / STEP_MS) * STEP_MS);
    const calls = await this.callsForSupervisors();
    const counted = { ...(await this.attention.counts(now)), supervisor_called: calls.length };
    return {
      at: now.toISOString(),
      counters: await this.queue.counters(),
      inflow: await this.floor.inflow(from),
      inflowByTopic: await this.floor.inflowByTopic(from),
      byTopic: await this.floor.byTopic(),
      waitingByDesk: await this.floor.waitingByDesk(),
      ringing: await this.floor.ringing(),
      callbacks: await this.floor.callbacks(now),
      attention: [...calls, ...(await this.attention.all(now))],
      attentionCounts: { ...NOTHING, ...counted },
      people: await this.people(),
    };
  }

  /** Before all else: a person is waiting on the line. */
  private async callsForSupervisors(): Promise<FloorAttention[]> {
    const calls = await this.supervisorCalls.open();
    return calls.map(({ id, tenantId, deskId, agentName, calledAt, takerName }) => ({
      kind: 'supervisor_called',
      id,
      tenantId,
      deskId,
      number: null,
      topic: null,
      personName: agentName,
      takerName,
      since: calledAt,
      until: null,
    }));
  }

  /** How everybody of the floor has spent this day. */
  async days(): Promise<FloorDays> {
    const began = dayBeganAt(this.clock.now());
    const staff = await this.floor.ids(FLOOR_ROLES);
    return { began: began.toISOString(), people: await this.states.pieces(staff, began) };
  }

  /** Everybody who serves a shop of this scope, at the desk or not. */
  async people(): Promise<FloorPerson[]> {
    const now = this.clock.now();
    const here = new Map((await this.presence.peopleHere()).map((person) => [person.userId, person]));
    const lookedAt = [...here.values()].flatMap(({ lookingAt }) => (lookingAt ? [lookingAt.ticketId] : []));
    const numbers = await this.floor.numbersOf(lookedAt);
    const staff = await this.floor.people(FLOOR_ROLES, dayBeganAt(now));
    const ids = staff.map(({ userId }) => userId);
    const profiles = await this.profiles.ofAll(ids);
    const open = await this.states.openOf(ids);
    return staff.map((person) => {
      const present = here.get(person.userId);
      const number = present?.lookingAt ? numbers.get(present.lookingAt.ticketId) : undefined;
      // A ticket outside the viewer's own scope has no number here, and is not told.
      const lookingAt = present?.lookingAt && number ? { ...present.lookingAt, number } : null;
      const doing = open.get(person.userId);
      const { ticketsAtOnce, trainingLevel } = profiles.get(person.userId)!;
      return {
        ...person,
        here: present !== undefined,
        since: present?.since ?? null,
        lookingAt,
        state: doing?.state ?? 'offline',
        stateSince: doing?.since ?? null,
        ticketsAtOnce,
        trainingLevel,
      };
    });
  }
}
