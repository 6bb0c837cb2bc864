import { Injectable } from '@nestjs/common';
import type { OwnSupervisorCall, SupervisorCall } from '#libs/contracts';
import { Clock, currentActor, DomainError, EventLog, requireById } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import { AgentStates } from '../people/agent-states.service.js';
import { type OpenSupervisorCall, SupervisorCallsRepository } from './supervisor-calls.repository.js';

/** An agent on a long call asks a supervisor to come: called, taken by one, withdrawn, or over with the call. */
@Injectable()
export class SupervisorCalls {
  constructor(
    private readonly calls: SupervisorCallsRepository,
    private readonly desks: DesksService,
    private readonly states: AgentStates,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** To the call that this person is on; again during the same call changes nothing. */
  async call(deskId: string): Promise<void> {
    const desk = await this.desks.get(deskId);
    const { userId } = currentActor();
    // The console's word that a call began may have been lost.
    await this.states.set(userId, 'on_call');
    const id = await this.calls.add(desk, userId, this.clock.now());
    if (id) await this.record({ id, tenantId: desk.tenantId, deskId: desk.id }, 'supervisor.called');
  }

  async own(): Promise<OwnSupervisorCall> {
    const call = await this.calls.openOf(currentActor().userId);
    return { call: call && supervisorCall(call) };
  }

  /** No longer needed; whoever was coming is told. */
  async withdraw(): Promise<void> {
    const mine = await this.calls.openOf(currentActor().userId);
    const call = mine && (await this.calls.lock(mine.id));
    if (!call || call.over) return;
    await this.calls.withdraw(call, this.clock.now());
    await this.record(call, 'supervisor.withdrawn');
  }

  async list(): Promise<SupervisorCall[]> {
    return (await this.calls.open()).map(supervisorCall);
  }

  /** Exactly one supervisor comes; everybody after the first is told who. */
  async take(id: string): Promise<SupervisorCall> {
    const call = await requireById(id, (key) => this.calls.lock(key));
    const { userId } = currentActor();
    if (call.over) throw new DomainError('supervisor_call.over');
    if (call.agentId === userId) throw new DomainError('supervisor_call.own');
    if (call.takerId === userId) return supervisorCall(call);
    if (call.takerName !== null) throw new DomainError('escalation.already_taken', { name: call.takerName });
    await this.calls.take(call, userId, this.clock.now());
    await this.record(call, 'supervisor.coming');
    return supervisorCall((await this.calls.lock(id))!);
  }

  private record(
    { tenantId, id, deskId }: Pick<SupervisorCall, 'tenantId' | 'id' | 'deskId'>,
    type: string,
  ): Promise<void> {
    return this.events.record({ tenantId, type, subjectId: id, payload: { deskId } });
  }
}

const supervisorCall = (call: OpenSupervisorCall): SupervisorCall => ({
  id: call.id,
  tenantId: call.tenantId,
  deskId: call.deskId,
  agentName: call.agentName,
  calledAt: call.calledAt,
  takerId: call.takerId,
  takerName: call.takerName,
  takenAt: call.takenAt,
});
