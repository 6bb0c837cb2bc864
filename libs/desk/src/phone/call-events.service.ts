import { Injectable } from '@nestjs/common';
import type { CallEventAnswer, CallEventRequest, NumberKind } from '#libs/contracts';
import { Clock, DomainError, EventLog, newId } from '#libs/platform';
import { openingAt } from '../desks/business-hours.js';
import { DesksService } from '../desks/desks.service.js';
import { AgentStates } from '../people/agent-states.service.js';
import { phoneKeyOf } from '../tickets/ticket-intake.service.js';
import { AbandonedCalls } from './abandoned-calls.service.js';
import { shownNumber } from './caller-number.js';
import { momentsOf, stateOf } from './call-times.js';
import { CallEventScope } from './call-events.scope.js';
import { type CallRow, CallsRepository } from './calls.repository.js';
import { PhoneLinesRepository } from './phone-lines.repository.js';

const OLDEST_MS = 24 * 3_600_000;
const FUTURE_MS = 5 * 60_000;
const MOST_EVENTS = 200;

/** What a telephony system tells about calls. Each event counts once, in whatever order it comes. */
@Injectable()
export class CallEvents {
  constructor(
    private readonly calls: CallsRepository,
    private readonly lines: PhoneLinesRepository,
    private readonly scope: CallEventScope,
    private readonly desks: DesksService,
    private readonly states: AgentStates,
    private readonly abandoned: AbandonedCalls,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async take(request: CallEventRequest): Promise<CallEventAnswer> {
    const now = this.clock.now();
    const at = new Date(request.at);
    if (at.getTime() < now.getTime() - OLDEST_MS || at.getTime() > now.getTime() + FUTURE_MS) {
      throw new DomainError('call_event.time_refused');
    }
    const { tenantId, deskId } = await this.scope.deskOf(request.dialledNumber);
    const desk = await this.desks.get(deskId);
    const call = await this.known(tenantId, deskId, request, at);
    const agentId = await this.lines.agent(tenantId, {
      extension: request.agentExtension,
      email: request.agentEmail,
    });
    const isNew = await this.calls.insertEvent(call, { event: request.event, at, agentId }, now);
    if (!isNew) return { id: call.id, duplicate: true };
    const told = await this.calls.events(call);
    if (told.length > MOST_EVENTS) throw new DomainError('call_event.too_many');
    const moments = momentsOf(told);
    await this.calls.saveMoments(call, moments, openingAt(desk.hours, moments.offeredAt) === null);
    await this.abandoned.follow(desk, call, moments);
    await this.follow(moments.agentId, stateOf(call), stateOf(moments));
    await this.events.record({
      tenantId,
      type: `call.${request.event}`,
      subjectId: call.id,
      payload: { deskId, agentId: moments.agentId },
    });
    return { id: call.id, duplicate: false };
  }

  /** The agent is on the phone from the answer on, and at work after the call when it has ended. */
  private async follow(agentId: string | null, before: string, after: string): Promise<void> {
    if (agentId === null || before === after) return;
    if (after === 'talking' && before !== 'held') await this.states.set(agentId, 'on_call');
    if (after !== 'ended') return;
    // Whoever has left during the call is not brought back by its end.
    if ((await this.states.of(agentId)).state !== 'offline') await this.states.set(agentId, 'after_call');
  }

  private async known(tenantId: string, deskId: string, request: CallEventRequest, at: Date): Promise<CallRow> {
    const callerNumber = shownNumber(request.callerNumber);
    const given = request.numberKind ?? 'number';
    const kind: NumberKind = given === 'number' && callerNumber === null ? 'withheld' : given;
    await this.calls.insert({
      tenantId,
      id: newId(),
      deskId,
      direction: 'inbound',
      externalId: request.callId,
      numberKind: kind,
      callerNumber: kind === 'number' ? callerNumber : null,
      callerKey: kind === 'number' ? phoneKeyOf(callerNumber) : null,
      offeredAt: at,
      outOfHours: false,
    });
    return (await this.calls.lockByExternalId(tenantId, request.callId))!;
  }
}
