import { Injectable } from '@nestjs/common';
import type { AgentState, OwnStateView, WorkProfile, WorkProfileRequest, WorkRules } from '#libs/contracts';
import { Clock, currentActor, DomainError, notFound } from '#libs/platform';
import { AgentStatesRepository } from './agent-states.repository.js';
import { AgentStates } from './agent-states.service.js';
import { Leaving } from './leaving.service.js';
import { NextTicketRepository } from './next-ticket.repository.js';
import { WorkProfiles } from './work-profiles.service.js';

/** What people say of themselves, and what supervisors set for them. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly states: AgentStates,
    private readonly people: AgentStatesRepository,
    private readonly profiles: WorkProfiles,
    private readonly hands: NextTicketRepository,
    private readonly leaving: Leaving,
    private readonly clock: Clock,
  ) {}

  async own(): Promise<OwnStateView> {
    const { userId } = currentActor();
    const { state, since } = await this.states.of(userId);
    const { ticketsAtOnce } = await this.profiles.of(userId);
    return { state, since: since?.toISOString() ?? null, held: await this.hands.held(userId), ticketsAtOnce };
  }

  async setOwn(state: AgentState): Promise<OwnStateView> {
    if (currentActor().isPractising) throw new DomainError('training.running');
    await this.states.set(currentActor().userId, state);
    return this.own();
  }

  /** Before signing out: ends the own timeline and, if so wished, gives back what is in hand. */
  async leave(tickets: 'return' | 'keep'): Promise<{ returned: number }> {
    const { userId } = currentActor();
    return { returned: await this.leaving.leave(userId, 'signed_out', this.clock.now(), tickets === 'keep') };
  }

  /** A supervisor moves somebody, for example into a rest after a hard call. Whoever is not at the desk stays offline. */
  async setOf(userId: string, state: AgentState): Promise<void> {
    await this.requireColleague(userId);
    if ((await this.states.of(userId)).state !== 'offline') await this.states.set(userId, state);
  }

  async profileOf(userId: string): Promise<WorkProfile> {
    await this.requireColleague(userId);
    return this.profiles.of(userId);
  }

  async saveProfile(userId: string, profile: WorkProfileRequest): Promise<WorkProfile> {
    await this.requireColleague(userId);
    await this.profiles.save(userId, profile);
    return this.profiles.of(userId);
  }

  rules(): Promise<WorkRules> {
    return this.profiles.rules();
  }

  saveRules(rules: WorkRules): Promise<WorkRules> {
    return this.profiles.saveRules(rules);
  }

  private async requireColleague(userId: string): Promise<void> {
    if (!(await this.people.isColleague(userId))) throw notFound();
  }
}
