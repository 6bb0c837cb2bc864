import { Injectable } from '@nestjs/common';
import { ESCALATION_DUE_MINUTES, laneOf, type Topic, TRIGGER_OF_TOPIC, type Trigger } from '#libs/contracts';
import { Clock, EventLog, Jobs } from '#libs/platform';
import { EscalationsRepository, type NewEscalation } from './escalations.repository.js';

/** What waits for nobody's decision to be escalated. */
const AT_ONCE: readonly Trigger[] = ['misuse', 'complaint_level_3'];

/** Opens escalations with their event and alarm, in the transaction of what brought them about; once a ticket has one, that is the one. */
@Injectable()
export class EscalationOpening {
  constructor(
    private readonly escalations: EscalationsRepository,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** A report of misuse goes to the supervisors by itself, whoever sorted it and on whichever channel it came. */
  async ofTopic(ticket: { tenantId: string; id: string }, topic: Topic, version: number): Promise<void> {
    const trigger = TRIGGER_OF_TOPIC[topic];
    if (trigger && AT_ONCE.includes(trigger)) await this.byItself(ticket, trigger, version);
  }

  async byItself(ticket: { tenantId: string; id: string }, trigger: Trigger, version: number): Promise<void> {
    const now = this.clock.now();
    const id = await this.open({
      ticket,
      trigger,
      lane: laneOf(trigger),
      promised: null,
      wish: null,
      openedBy: null,
      openedAt: now,
      dueAt: new Date(now.getTime() + ESCALATION_DUE_MINUTES * 60_000),
    });
    if (id === null) return;
    await this.events.record({
      tenantId: ticket.tenantId,
      type: 'escalation.opened',
      subjectId: ticket.id,
      payload: { escalationId: id, trigger, lane: laneOf(trigger), automatic: true, version },
    });
  }

  /** Null where the ticket has an open one. Its event is the caller's. */
  async open(given: NewEscalation): Promise<string | null> {
    const id = await this.escalations.open(given);
    if (id !== null) await this.setAlarm(given.ticket.tenantId, id, given.dueAt);
    return id;
  }

  /** One alarm waits for each escalation; another due time moves it. */
  setAlarm(tenantId: string, escalationId: string, dueAt: Date): Promise<void> {
    return this.jobs.add(
      'escalation.alarm',
      { tenantId, escalationId },
      { runAt: dueAt, key: `escalation ${escalationId}` },
    );
  }
}
