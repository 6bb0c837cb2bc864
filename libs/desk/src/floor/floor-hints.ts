import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventTail, permissionRoom, Realtime } from '#libs/platform';

/** What the floor shows beside tickets, whose changes its consoles hear of anyway. */
const SHOWN = ['call.', 'promise.', 'escalation.', 'supervisor.', 'floor.', 'mail.alarm_'] as const;
/** A shift that comes in moves many at once: the floors are told once a second. */
const EVERY_MS = 1_000;

/** Tells open floors that something changed, and nothing more; what exactly they read over HTTP. */
@Injectable()
export class FloorHints implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private isForEveryProcess = false;

  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe(({ events }) => {
      if (events.some(({ type }) => SHOWN.some((shown) => type.startsWith(shown)))) this.soonHere();
      return Promise.resolve();
    });
  }

  onModuleDestroy(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  /** The floors of this process: of what every process hears itself. */
  soonHere(): void {
    this.timer ??= setTimeout(() => this.tell(), EVERY_MS);
  }

  /** The floors of all processes: of what only this one knows. */
  soonEverywhere(): void {
    this.isForEveryProcess = true;
    this.soonHere();
  }

  private tell(): void {
    const floors = permissionRoom('floor:read');
    const reached = this.isForEveryProcess ? this.realtime.everywhere(floors) : this.realtime.here(floors);
    this.timer = null;
    this.isForEveryProcess = false;
    reached?.emit('floor.changed');
  }
}
