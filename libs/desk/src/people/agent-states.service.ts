import { Injectable } from '@nestjs/common';
import { type AgentState, AGENT_STATES, type FloorDays, READY_STATES, type StateSeconds } from '#libs/contracts';
import { Clock, EventLog, findActor, notFound } from '#libs/platform';
import { SupervisorCallsRepository } from '../floor/supervisor-calls.repository.js';
import { AgentStatesRepository, type OpenState } from './agent-states.repository.js';

interface Span {
  from: Date;
  to: Date;
}

/**
 * What people are doing, as a timeline of half-open spans without gaps from arriving to leaving. Runs in the caller's
 * transaction; consoles hear of a change when it commits.
 */
@Injectable()
export class AgentStates {
  constructor(
    private readonly states: AgentStatesRepository,
    private readonly supervisorCalls: SupervisorCallsRepository,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends the present span and begins the next at the same moment; `offline` only ends. The same state again changes nothing, and so does
   * what somebody does who practises: he or she is in training until the practice ends.
   */
  async set(userId: string, state: AgentState, at: Date = this.clock.now()): Promise<void> {
    if (findActor()?.isPractising && state !== 'offline') return;
    await this.move(userId, state, at);
  }

  /** Into practice, and out of it. */
  practise(userId: string, practises: boolean): Promise<void> {
    return this.move(userId, practises ? 'training' : 'available', this.clock.now());
  }

  private async move(userId: string, state: AgentState, at: Date): Promise<void> {
    if (!(await this.states.lock(userId))) throw notFound();
    await this.change(userId, await this.states.open(userId), state, at);
  }

  /** Of somebody who has just come: a person who is already at work stays in the state that he or she is in. */
  async arrived(userId: string): Promise<void> {
    if (!(await this.states.lock(userId)) || (await this.states.open(userId)) !== null) return;
    const state = (await this.states.practises(userId)) ? 'training' : 'available';
    await this.change(userId, null, state, this.clock.now());
  }

  async of(userId: string): Promise<{ state: AgentState; since: Date | null }> {
    return (await this.states.open(userId)) ?? { state: 'offline', since: null };
  }

  /** What each of these people is doing now, and since when; whoever is not named is offline. */
  async openOf(userIds: readonly string[]): Promise<Map<string, { state: AgentState; since: string }>> {
    const open = await this.states.openOf(userIds);
    return new Map(open.map(({ userId, ...state }) => [userId, state]));
  }

  /** Their stretches since a moment, as a strip draws them. */
  pieces(userIds: readonly string[], from: Date): Promise<FloorDays['people']> {
    return this.states.pieces(userIds, from);
  }

  /**
   * Seconds in each state within steps that follow on each other without gaps, an open span counted up to now. With domain formulas:
   * occupancy = handling / (handling + available), shrinkage = (away + training + recovering + meeting) / all.
   */
  async stateSeconds(userIds: readonly string[], steps: readonly Span[]): Promise<StateSeconds[]> {
    const found = steps.map(noSeconds);
    for (const { step, state, seconds } of await this.seconds(userIds, steps, false)) found[step]![state] = seconds;
    return found;
  }

  /** The same of each person who was here at all, for each step. */
  async stateSecondsByPerson(userIds: readonly string[], steps: readonly Span[]): Promise<Map<string, StateSeconds>[]> {
    const found = steps.map(() => new Map<string, StateSeconds>());
    for (const { step, userId, state, seconds } of await this.seconds(userIds, steps, true)) {
      const known = found[step]!.get(userId!) ?? noSeconds();
      found[step]!.set(userId!, { ...known, [state]: seconds });
    }
    return found;
  }

  /** Of these people those who can be given a call now, or are on one. */
  async ready(userIds: readonly string[]): Promise<number> {
    return this.states.countIn(userIds, READY_STATES);
  }

  private async seconds(userIds: readonly string[], steps: readonly Span[], perPerson: boolean) {
    const now = this.clock.now();
    const to = steps.at(-1)!.to;
    const froms = steps.map(({ from }) => from).filter((from) => from < now);
    return froms.length === 0 ? [] : this.states.seconds(userIds, froms, to < now ? to : now, perPerson);
  }

  /** Whoever was called to it is not waited for any more. */
  private async conversationEnded(userId: string, beganAt: Date): Promise<void> {
    for (const { id, tenantId, deskId } of await this.supervisorCalls.ofConversation(userId, beganAt)) {
      await this.events.record({ tenantId, type: 'supervisor.over', subjectId: id, payload: { deskId } });
    }
  }

  private async change(userId: string, open: OpenState | null, state: AgentState, at: Date): Promise<void> {
    if ((open?.state ?? 'offline') === state) return;
    // Clocks of two processes may differ: no span is empty or begins before the one that it follows.
    const moment = open && at <= open.since ? new Date(open.since.getTime() + 1) : at;
    if (open) await this.states.close(userId, moment);
    if (open?.state === 'on_call') await this.conversationEnded(userId, open.since);
    if (state !== 'offline') await this.states.begin(userId, state, moment, findActor()?.userId ?? null);
    await this.states.announce(userId, { state, since: state === 'offline' ? null : moment });
  }
}

const noSeconds = (): StateSeconds =>
  Object.fromEntries(AGENT_STATES.filter((state) => state !== 'offline').map((state) => [state, 0])) as StateSeconds;
