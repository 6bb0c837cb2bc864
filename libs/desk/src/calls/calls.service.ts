import { Injectable } from '@nestjs/common';
import type { CallOutcome, CallRequest, TicketState, TicketView } from '#libs/contracts';
import { Clock, currentActor, DomainError, EventLog, newId } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import { TicketIntake } from '../tickets/ticket-intake.service.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';

/** In which state a call leaves its ticket. */
const STATE_AFTER: Record<CallOutcome, TicketState> = {
  answered_closed: 'closed',
  callback_promised: 'callback_due',
  escalated: 'open',
  handed_back: 'handed_back',
  cut_off: 'open',
  refused: 'closed',
  relay_service: 'closed',
  silent: 'closed',
};
/** What the caller still waits for stays with the one who spoke; an escalation is free for a supervisor to take. */
const KEPT: readonly CallOutcome[] = ['callback_promised', 'cut_off'];

/** Records phone conversations as tickets. */
@Injectable()
export class CallsService {
  constructor(
    private readonly intake: TicketIntake,
    private readonly views: TicketViews,
    private readonly tickets: TicketsRepository,
    private readonly desks: DesksService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async log(call: CallRequest): Promise<TicketView> {
    const desk = await this.desks.get(call.deskId);
    if (!desk.phoneOpen) throw new DomainError('desk.channel_closed');
    const agent = currentActor();
    const accepted = await this.intake.accept({
      desk,
      channel: 'phone',
      language: 'ja',
      topic: call.topic,
      subject: null,
      text: call.text,
      requester: {
        name: call.callerName,
        kana: call.callerKana,
        phone: call.callerPhone,
        preferredContact: 'phone',
      },
      intakeKey: `call:${agent.userId}:${call.idempotencyKey}`.slice(0, 140),
      state: STATE_AFTER[call.outcome],
      assigneeId: KEPT.includes(call.outcome) ? agent.userId : null,
    });
    if (!accepted.duplicate) {
      await this.tickets.insertCall(accepted, {
        id: newId(),
        callerRole: call.callerRole,
        outcome: call.outcome,
        durationSeconds: call.durationSeconds ?? null,
        agentId: agent.userId,
        endedAt: this.clock.now(),
      });
      await this.events.record({
        tenantId: desk.tenantId,
        type: 'ticket.call_logged',
        subjectId: accepted.ticketId,
        payload: { outcome: call.outcome, version: 1 },
      });
    }
    return this.views.get(accepted.ticketId);
  }
}
