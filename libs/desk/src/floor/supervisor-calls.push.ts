import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventTail, Realtime } from '#libs/platform';
import { supervisorRoom } from '../tickets/ticket.rooms.js';

/** Event log → the supervisors of the shop. A hint: their consoles read who calls at each connection. */
@Injectable()
export class SupervisorCallsPush implements OnModuleInit {
  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe(({ events }) => {
      for (const { type, tenant_id: tenantId } of events) {
        if (type === 'supervisor.called') this.realtime.here(supervisorRoom(tenantId))?.emit('supervisor.called');
      }
      return Promise.resolve();
    });
  }
}
