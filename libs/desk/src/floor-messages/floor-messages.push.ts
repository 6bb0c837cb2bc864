import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventTail, permissionRoom, Realtime } from '#libs/platform';

/** Tells the consoles of everybody at the desk to ask what is to be read; whom it concerns the answer decides. */
@Injectable()
export class FloorMessagesPush implements OnModuleInit {
  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe(({ events }) => {
      if (events.some(({ type }) => type.startsWith('floor.message_'))) {
        this.realtime.here(permissionRoom('ticket:claim'))?.emit('floor.message');
      }
      return Promise.resolve();
    });
  }
}
