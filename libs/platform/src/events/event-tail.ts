import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotificationListener } from '../database/notification-listener.js';
import { Repository } from '../database/repository.js';
import { TenantScope } from '../database/scope.js';
import { log } from '../http/log.js';
import { EVENTS_CHANNEL } from './event-log.js';

export interface TailedEvent {
  tenant_id: string;
  number: string;
  xid: string;
  type: string;
  subject_id: string | null;
  actor_id: string | null;
}

export interface TailBatch {
  /** Everything written by transactions older than this is known to have been read: the position that clients keep. */
  position: string;
  events: TailedEvent[];
}

type Subscriber = (batch: TailBatch) => Promise<void>;

const BATCH = 5_000;
const POLL_MS = 1_000;

/**
 * Follows the event log in every process that has sockets. A lower number can commit after a higher one, so reading
 * "above the last number" would lose events: the tail reads again from its horizon, the oldest transaction that still ran at the last
 * reading, and leaves out what it has already handed on. NOTIFY only saves waiting; without it the poll finds everything.
 */
@Injectable()
export class EventTail extends Repository {
  private readonly subscribers: Subscriber[] = [];
  private handedOn = new Set<string>();
  private horizon: string | null = null;
  private reading: Promise<void> | null = null;
  private again = false;
  private poll: NodeJS.Timeout | null = null;
  private unlisten: (() => void) | null = null;

  constructor(
    private readonly database: Database,
    private readonly notifications: NotificationListener,
  ) {
    super();
  }

  subscribe(subscriber: Subscriber): void {
    this.subscribers.push(subscriber);
  }

  async start(): Promise<void> {
    this.horizon = (await this.database.transaction(TenantScope.nothing, () => this.presentHorizon())).horizon;
    this.unlisten = this.notifications.listen(EVENTS_CHANNEL, () => this.wake());
    this.poll = setInterval(() => this.wake(), POLL_MS);
  }

  async stop(): Promise<void> {
    if (this.poll) clearInterval(this.poll);
    this.unlisten?.();
    this.horizon = null;
    await this.reading;
  }

  /** The position up to which everything is finished, for a client that begins now. Runs in the caller's transaction. */
  async presentHorizon(): Promise<{ horizon: string }> {
    return (await this.one<{ horizon: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon'))!;
  }

  private wake(): void {
    this.again = true;
    this.reading ??= this.readAll().finally(() => (this.reading = null));
  }

  private async readAll(): Promise<void> {
    while (this.again && this.horizon !== null) {
      this.again = false;
      try {
        await this.readBatch(this.horizon);
      } catch (error) {
        // The poll tries again; nothing is skipped, since the horizon has not moved.
        log.warn({ err: error }, 'the event log could not be read');
      }
    }
  }

  private async readBatch(horizon: string): Promise<void> {
    const batch = await this.database.transaction(TenantScope.nothing, async () => {
      const present = await this.presentHorizon();
      const events = await this.query<TailedEvent>('SELECT * FROM app.events_since($1::xid8, $2)', [horizon, BATCH]);
      return { present: present.horizon, events };
    });
    const fresh = batch.events.filter((event) => !this.handedOn.has(event.number));
    const last = batch.events.at(-1);
    const isFull = batch.events.length === BATCH && last !== undefined && BigInt(last.xid) < BigInt(batch.present);
    const position = isFull ? last.xid : batch.present;
    if (fresh.length > 0) {
      // A subscriber that fails gets the batch once more: the position only moves past what was handed on.
      for (const subscriber of this.subscribers) await subscriber({ position, events: fresh });
    }
    // What was read stays known until its transaction lies behind the horizon; the next reading no longer returns it then.
    this.handedOn = new Set(batch.events.map((event) => event.number));
    if (this.horizon !== null) this.horizon = position;
    if (isFull) this.again = true;
  }
}
