import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { IsOptional, Matches } from 'class-validator';
import type { SyncAnswer, TicketEventHint } from '#libs/contracts';
import {
  type Actor,
  Database,
  EventTail,
  log,
  Metrics,
  Realtime,
  shopRoom,
  type TailBatch,
  type TailedEvent,
  TenantScope,
  tenantRoom,
} from '#libs/platform';
import { joinSupervisorRooms, supervisorRoom } from '../tickets/ticket.rooms.js';
import { maySee } from '../tickets/ticket.visibility.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { QueueRepository } from './queue.repository.js';
import { QueueService } from './queue.service.js';

class SyncDto {
  @IsOptional()
  @Matches(/^\d{1,20}$/)
  since?: string | null;
}

/** More changed tickets than this are quicker read anew, page by page. */
const MAX_CAUGHT_UP = 2_000;
const COUNTERS_EVERY_MS = 1_000;

/** Event log → rooms. Each tenant's room gets that tenant's rows and nothing else; a lost push is made good by the next sync. */
@Injectable()
export class QueuePush implements OnModuleInit, OnModuleDestroy {
  private readonly dirty = new Set<string>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
    private readonly database: Database,
    private readonly views: TicketViews,
    private readonly queue: QueueService,
    private readonly rows: QueueRepository,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe((batch) => this.push(batch));
    this.realtime.onJoin((socket) => void joinSupervisorRooms(socket));
    this.realtime.on('queue.sync', 'ticket:read', SyncDto, (body, actor) => this.sync(body.since ?? null, actor));
  }

  onModuleDestroy(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  private async push(batch: TailBatch): Promise<void> {
    if (this.realtime.socketCount === 0) return;
    const events = batch.events.filter((event) => event.subject_id !== null && concernsTicket(event.type));
    const tenantIds = [...new Set(events.map((event) => event.tenant_id))];
    if (tenantIds.length === 0) return;
    const changed = [...new Set(events.map((event) => event.subject_id!))];
    const rows = await this.database.transaction(TenantScope.of(...tenantIds), () => this.views.rows(changed));
    const restricted = new Set(rows.filter(({ lane }) => lane !== null).map(({ id }) => id));
    for (const tenantId of tenantIds) {
      const own = events.filter((event) => event.tenant_id === tenantId);
      const { position } = batch;
      this.realtime.here(tenantRoom(tenantId))?.emit('tickets.changed', {
        position,
        rows: rows.filter((row) => row.tenantId === tenantId && row.lane === null),
        events: own.filter((event) => !restricted.has(event.subject_id!)).map(hintOf),
        ...goneOf(own, restricted),
      });
      if (own.some((event) => restricted.has(event.subject_id!))) {
        this.realtime.here(supervisorRoom(tenantId))?.emit('tickets.changed', {
          position,
          rows: rows.filter((row) => row.tenantId === tenantId && row.lane !== null),
          events: own.filter((event) => restricted.has(event.subject_id!)).map(hintOf),
        });
      }
      this.realtime.here(shopRoom(tenantId))?.emit('portal.changed', { position: batch.position });
      this.dirty.add(tenantId);
      this.metrics.pushes.inc();
    }
    this.timer ??= setTimeout(() => void this.pushCounters(), COUNTERS_EVERY_MS);
  }

  /** At most once a second, however many tickets moved. */
  private async pushCounters(): Promise<void> {
    const tenantIds = [...this.dirty];
    this.dirty.clear();
    this.timer = null;
    try {
      const scope = TenantScope.of(...tenantIds);
      const counters = await this.database.transaction(scope, () => this.queue.counters(tenantIds));
      for (const { tenantIds: seen, to } of this.realtime.scopesHere()) {
        const own = counters.filter(({ tenantId }) => seen.includes(tenantId));
        if (own.length > 0) to?.emit('queue.counters', own);
      }
    } catch (error) {
      // The next change counts anew.
      log.warn({ err: error }, 'the counters could not be pushed');
    }
  }

  /** All rows that changed since the position, in their present state: complete, whatever order they were committed in. */
  private async sync(since: string | null, actor: Actor): Promise<SyncAnswer> {
    const { horizon: position } = await this.tail.presentHorizon();
    if (since === null) return { reload: false, position, rows: [], counters: await this.queue.counters() };
    // A position that this database has not reached is one of another database, or of before a restore.
    if (BigInt(since) > BigInt(position)) return { reload: true, position };
    const changed = await this.rows.changedSince(since, MAX_CAUGHT_UP + 1);
    if (changed.length > MAX_CAUGHT_UP || actor.isShop) return { reload: true, position };
    const all = await this.views.rows(changed.map((row) => row.subject_id));
    const rows = all.filter((row) => maySee(actor, row));
    const gone = all.filter((row) => !maySee(actor, row)).map(({ id }) => id);
    return { reload: false, position, rows, ...(gone.length > 0 && { gone }), counters: await this.queue.counters() };
  }
}

const concernsTicket = (type: string): boolean =>
  ['ticket.', 'message.', 'promise.', 'escalation.'].some((kind) => type.startsWith(kind));

/** Only of those that became restricted just now: nobody else had them. */
const goneOf = (events: readonly TailedEvent[], restricted: ReadonlySet<string>): { gone?: string[] } => {
  const gone = events.filter(({ type, subject_id: id }) => type === 'escalation.opened' && restricted.has(id!));
  return gone.length > 0 ? { gone: [...new Set(gone.map(({ subject_id: id }) => id!))] } : {};
};

const hintOf = (event: { subject_id: string | null; type: string; actor_id: string | null }): TicketEventHint => ({
  ticketId: event.subject_id!,
  type: event.type,
  actorId: event.actor_id,
});
