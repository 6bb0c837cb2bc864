import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventTail, Realtime, tenantRoom } from '#libs/platform';

/** Tells the consoles of a shop's staff that what is owed changed; what exactly they read over HTTP. */
@Injectable()
export class PromisesPush implements OnModuleInit {
  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe(({ events }) => {
      const changed = events.filter(({ type }) => type.startsWith('promise.'));
      for (const tenantId of new Set(changed.map(({ tenant_id }) => tenant_id))) {
        this.realtime.here(tenantRoom(tenantId))?.emit('promises.changed');
      }
      return Promise.resolve();
    });
  }
}
