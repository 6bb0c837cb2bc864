import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventTail, Realtime, tenantRoom } from '#libs/platform';
import { supervisorRoom } from '../tickets/ticket.rooms.js';

/** Event log → the supervisors of the shop, and of what becomes of a call the agent too. A hint: consoles read who calls and who comes. */
@Injectable()
export class SupervisorCallsPush implements OnModuleInit {
  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe(({ events }) => {
      for (const { type, tenant_id: tenantId } of events) {
        if (!type.startsWith('supervisor.')) continue;
        if (type === 'supervisor.called') this.realtime.here(supervisorRoom(tenantId))?.emit('supervisor.called');
        else this.realtime.here(tenantRoom(tenantId))?.emit('supervisor.changed');
      }
      return Promise.resolve();
    });
  }
}
