import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventTail, permissionRoom, Realtime } from '#libs/platform';

/** Tells the floor of this process that a difference of mail was raised or ended; what may be known of it is read over HTTP. */
@Injectable()
export class MailAlarmsPush implements OnModuleInit {
  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe(async ({ events }) => {
      if (!events.some(({ type }) => type.startsWith('mail.alarm_'))) return;
      this.realtime.here(permissionRoom('floor:read'))?.emit('floor.changed');
    });
  }
}
