import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NotificationListener, Realtime } from '#libs/platform';
import { SESSIONS_CHANNEL } from './sessions.repository.js';
import type { EndCode } from './sessions.service.js';

/** Cuts the sockets of ended sessions and changed rights, in every process, when the change commits. */
@Injectable()
export class SessionEndings implements OnModuleInit {
  constructor(
    private readonly realtime: Realtime,
    private readonly notifications: NotificationListener,
  ) {}

  onModuleInit(): void {
    this.notifications.listen(SESSIONS_CHANNEL, (payload) => {
      const [room, code] = payload.split(' ');
      if (room && code) this.realtime.end(room, code as EndCode);
    });
  }
}
