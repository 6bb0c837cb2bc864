import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventTail, permissionRoom, Realtime } from '#libs/platform';

/** What the floor shows beside tickets, whose changes its consoles hear of anyway. */
const SHOWN = ['call.', 'promise.', 'escalation.'] as const;
const EVERY_MS = 500;

/** Tells the floors' consoles of this process that something changed; what exactly they read over HTTP. */
@Injectable()
export class FloorPush implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe(({ events }) => {
      if (events.some(({ type }) => SHOWN.some((shown) => type.startsWith(shown)))) this.tellSoon();
      return Promise.resolve();
    });
  }

  onModuleDestroy(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  private tellSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.realtime.here(permissionRoom('floor:read'))?.emit('floor.changed');
    }, EVERY_MS);
  }
}
