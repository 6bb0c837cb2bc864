import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotificationListener } from '../database/notification-listener.js';
import { Repository } from '../database/repository.js';
import { TenantScope } from '../database/scope.js';
import { log } from '../http/log.js';

export const EVENTS_CHANNEL = 'madoguchi_events';

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

/** The moment of a reading with one of its events; a reading without any is one row with the moment alone. */
type TailRow = { present: string } & (TailedEvent | { number: null });

const PAGE = 5_000;
const POLL_MS = 1_000;
/**
 * The tail owes as much rest as it worked, once for each event that it found, and time in which nothing happened counts as rest. A few
 * changes one soon after the other owe less than `UNRESTED_MS` and wait for nothing; in a rush one reading hands on what many wrote.
 */
const UNRESTED_MS = 20;
const LONGEST_REST_MS = 20;

/**
 * Follows the event log in every process that has sockets. A lower number can commit after a higher one, so reading
 * "above the last number" would lose events: the tail reads again from its horizon, the oldest transaction that still ran at the last
 * reading, and leaves out what it has already handed on. What this process writes itself it hands on at the commit and reads with the
 * next poll. NOTIFY only saves waiting; without it the poll finds everything.
 */
@Injectable()
export class EventTail extends Repository {
  private readonly subscribers: Subscriber[] = [];
  private handedOn = new Set<string>();
  private horizon: string | null = null;
  /** What this process wrote itself and has not handed on yet. */
  private own: Promise<TailedEvent[]>[] = [];
  private working: Promise<void> | null = null;
  /** Somebody else may have written. */
  private isStale = false;
  /** Rest that is owed, in ms, as it stood at `restedFrom`. */
  private owed = 0;
  private restedFrom = 0;
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
    await this.working;
  }

  /** The position up to which everything is finished, for a client that begins now. Runs in the caller's transaction. */
  async presentHorizon(): Promise<{ horizon: string }> {
    return (await this.one<{ horizon: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon'))!;
  }

  /** Events of a transaction of this process that has just been committed. */
  handOnOwn(written: Promise<TailedEvent[]>): void {
    if (this.horizon === null) return;
    this.own.push(written);
    this.work();
  }

  private wake(): void {
    this.isStale = true;
    this.work();
  }

  private work(): void {
    this.working ??= this.followLog().finally(() => (this.working = null));
  }

  private async followLog(): Promise<void> {
    while ((this.isStale || this.own.length > 0) && this.horizon !== null) {
      // A transaction hands over each of its events: all of them first.
      await Promise.resolve();
      const { isStale } = this;
      this.isStale = false;
      const began = performance.now();
      let found = 0;
      try {
        found = await this.takeOwn(this.horizon);
        if (isStale) found += await this.readFrom(this.horizon);
      } catch (error) {
        // The poll tries again; nothing is skipped, since the horizon has not moved.
        log.warn({ err: error }, 'the event log could not be handed on');
      }
      await this.rest(began, found);
    }
  }

  private async rest(began: number, found: number): Promise<void> {
    const ended = performance.now();
    const left = Math.max(this.owed - (began - this.restedFrom), 0);
    this.owed = Math.min(left + (ended - began) * Math.max(found, 1), UNRESTED_MS + LONGEST_REST_MS);
    this.restedFrom = ended;
    if (this.owed > UNRESTED_MS) await delay(this.owed - UNRESTED_MS);
  }

  /** Answers how many. Those behind the horizon were found by the last reading already. */
  private async takeOwn(horizon: string): Promise<number> {
    const written = (await Promise.all(this.own.splice(0))).flat();
    return this.handOn(
      written.filter(({ xid }) => BigInt(xid) >= BigInt(horizon)),
      horizon,
    );
  }

  /** All that was written from the horizon on, page by page; one transaction may fill more than one page. Answers how many were new. */
  private async readFrom(horizon: string): Promise<number> {
    let found = 0;
    const unfinished = new Set<string>();
    let last: Pick<TailedEvent, 'xid' | 'number'> = { xid: horizon, number: '0' };
    let present: string | null = null;
    for (let isFull = true; isFull;) {
      const page = await this.page(last);
      present ??= page.present;
      isFull = page.events.length === PAGE;
      last = page.events.at(-1) ?? last;
      // Behind a full page more of the same transaction may follow.
      found += await this.handOn(page.events, isFull && BigInt(last.xid) < BigInt(present) ? last.xid : present);
      for (const { xid, number } of page.events) if (BigInt(xid) >= BigInt(present)) unfinished.add(number);
    }
    // What was read stays known until its transaction lies behind the horizon; the next reading no longer returns it then.
    this.handedOn = unfinished;
    if (this.horizon !== null) this.horizon = present;
    return found;
  }

  /** One page, with the oldest transaction that still ran at the moment of its reading. */
  private async page({ xid, number }: Pick<TailedEvent, 'xid' | 'number'>) {
    const rows = await this.database.transaction(TenantScope.nothing, () =>
      this.query<TailRow>(
        `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS present, e.*
           FROM (SELECT) AS always LEFT JOIN app.events_after($1::xid8, $2, $3) e ON true ORDER BY e.xid, e.number`,
        [xid, number, PAGE],
      ),
    );
    return { present: rows[0]!.present, events: rows.filter((row) => row.number !== null) };
  }

  /** A subscriber that fails gets the events once more: they are known as handed on only after it took them. */
  private async handOn(page: readonly TailedEvent[], position: string): Promise<number> {
    const fresh = page.filter((event) => !this.handedOn.has(event.number));
    if (fresh.length === 0) return 0;
    for (const subscriber of this.subscribers) await subscriber({ position, events: fresh });
    for (const { number } of fresh) this.handedOn.add(number);
    return fresh.length;
  }
}
