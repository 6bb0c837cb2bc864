import { Injectable } from '@nestjs/common';
import type { JobPayloads } from '#libs/contracts';
import { Clock, EventLog, Job, JobHandler, type JobVerdict, TenantScope } from '#libs/platform';
import { EscalationOpening } from './opening.service.js';
import { type Escalation, EscalationsRepository } from './escalations.repository.js';

type Payload = JobPayloads['escalation.alarm'];

/** Tells the supervisors once that an escalation is past its time. Run late, after a restart or twice, it still tells once. */
@Injectable()
@JobHandler()
export class EscalationAlarmJob extends Job<'escalation.alarm', Escalation, null> {
  readonly name = 'escalation.alarm';

  constructor(
    private readonly escalations: EscalationsRepository,
    private readonly opening: EscalationOpening,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  scopeOf({ tenantId }: Payload): TenantScope {
    return TenantScope.of(tenantId);
  }

  async load({ tenantId, escalationId }: Payload): Promise<Escalation | null> {
    const escalation = await this.escalations.find(escalationId);
    const waits = escalation?.state === 'open' || escalation?.state === 'taken';
    if (!escalation || !waits || escalation.overdueAt !== null) return null;
    if (escalation.dueAt > this.clock.now()) {
      await this.opening.setAlarm(tenantId, escalationId, escalation.dueAt);
      return null;
    }
    return escalation;
  }

  perform(): Promise<null> {
    return Promise.resolve(null);
  }

  async record(_: Payload, escalation: Escalation): Promise<JobVerdict> {
    if (await this.escalations.markOverdue(escalation, this.clock.now())) {
      await this.events.record({
        tenantId: escalation.tenantId,
        type: 'escalation.overdue',
        subjectId: escalation.ticketId,
        payload: { escalationId: escalation.id, dueAt: escalation.dueAt.toISOString() },
      });
    }
    return 'done';
  }
}
