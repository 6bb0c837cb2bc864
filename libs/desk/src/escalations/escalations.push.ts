import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EscalationAlert } from '#libs/contracts';
import { Database, EventTail, Realtime, type TailBatch, TenantScope } from '#libs/platform';
import { supervisorRoom } from '../tickets/ticket.rooms.js';
import { EscalationsRepository } from './escalations.repository.js';

const TOLD: Record<string, EscalationAlert['kind']> = {
  'escalation.opened': 'opened',
  'escalation.overdue': 'overdue',
};

/** Event log → the supervisors of the shop, within the second of the commit. A push is a hint: their consoles read the list at each connection. */
@Injectable()
export class EscalationsPush implements OnModuleInit {
  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
    private readonly database: Database,
    private readonly escalations: EscalationsRepository,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe((batch) => this.push(batch));
  }

  private async push(batch: TailBatch): Promise<void> {
    if (this.realtime.socketCount === 0) return;
    const events = batch.events.filter(({ type, subject_id }) => TOLD[type] && subject_id !== null);
    if (events.length === 0) return;
    const scope = TenantScope.of(...new Set(events.map(({ tenant_id }) => tenant_id)));
    for (const { tenant_id: tenantId, subject_id: ticketId, type } of events) {
      const [newest] = await this.database.transaction(scope, () =>
        this.escalations.ofTicket({ tenantId, id: ticketId! }),
      );
      if (!newest) continue;
      const { id, deskId, number, trigger, lane, openedAt } = newest;
      this.realtime.here(supervisorRoom(tenantId))?.emit('escalation.alert', {
        id,
        tenantId,
        deskId,
        ticketId: ticketId!,
        number,
        trigger,
        lane,
        kind: TOLD[type]!,
        at: openedAt.toISOString(),
      });
    }
  }
}
