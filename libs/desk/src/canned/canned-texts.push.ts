import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventTail, permissionRoom, Realtime } from '#libs/platform';

const TOLD = new Set(['canned.approved', 'canned.withdrawn']);

/** Event log → everybody who tells texts, whatever shop they serve: a text is the incident's. What is told now they read over HTTP. */
@Injectable()
export class CannedTextsPush implements OnModuleInit {
  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe(({ events }) => {
      if (events.some(({ type }) => TOLD.has(type))) {
        this.realtime.here(permissionRoom('canned:read'))?.emit('texts.changed');
      }
      return Promise.resolve();
    });
  }
}
