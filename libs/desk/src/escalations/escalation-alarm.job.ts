import { Injectable } from '@nestjs/common';
import type { JobPayloads } from '#libs/contracts';
import { Clock, DatabaseJob, EventLog, JobHandler, TenantScope } from '#libs/platform';
import { EscalationOpening } from './opening.service.js';
import { EscalationsRepository } from './escalations.repository.js';

type Payload = JobPayloads['escalation.alarm'];

/** Tells the supervisors once that an escalation is past its time. Run late, after a restart or twice, it still tells once. */
@Injectable()
@JobHandler()
export class EscalationAlarmJob extends DatabaseJob<'escalation.alarm'> {
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

  async run({ tenantId, escalationId }: Payload): Promise<void> {
    const escalation = await this.escalations.find(escalationId);
    const waits = escalation?.state === 'open' || escalation?.state === 'taken';
    if (!escalation || !waits || escalation.overdueAt !== null) return;
    if (escalation.dueAt > this.clock.now()) return this.opening.setAlarm(tenantId, escalationId, escalation.dueAt);
    if (!(await this.escalations.markOverdue(escalation, this.clock.now()))) return;
    await this.events.record({
      tenantId,
      type: 'escalation.overdue',
      subjectId: escalation.ticketId,
      payload: { escalationId, dueAt: escalation.dueAt.toISOString() },
    });
  }
}
