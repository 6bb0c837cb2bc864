import { Injectable } from '@nestjs/common';
import { findActor } from '../auth/request-context.js';
import { Clock } from '../clock/clock.js';
import { Announcements } from '../database/announcements.js';
import { afterCommit } from '../database/database.js';
import { Repository } from '../database/repository.js';
import { EVENTS_CHANNEL, EventTail, type TailedEvent } from './event-tail.js';

export interface DomainEvent {
  tenantId: string;
  /** Past tense, `ticket.claimed`. */
  type: string;
  /** The aggregate that it happened to, a ticket for most. */
  subjectId: string | null;
  /** Ids and facts; never personal data. */
  payload?: Record<string, unknown>;
}

/** Appends to the event log in the transaction of the change; when it commits, this process hands it on, and the tails of all others wake. */
@Injectable()
export class EventLog extends Repository {
  constructor(
    private readonly clock: Clock,
    private readonly announcements: Announcements,
    private readonly tail: EventTail,
  ) {
    super();
  }

  record(event: DomainEvent): Promise<void> {
    const written = this.writeReturning<TailedEvent>(
      `INSERT INTO event (tenant_id, type, subject_id, actor_id, payload, at) VALUES ($1, $2, $3, $4, $5, $6)
       RETURNING tenant_id, number, xid, type, subject_id, actor_id`,
      [event.tenantId, event.type, event.subjectId, findActor()?.userId ?? null, event.payload ?? {}, this.clock.now()],
    );
    afterCommit(() => this.tail.handOnOwn(written));
    this.announcements.toOthersAfterCommit(EVENTS_CHANNEL);
    return Promise.resolve();
  }

  /** For the statement that writes an event together with other rows: the tail of this process reads it too. */
  announce(): void {
    this.announcements.afterCommit(EVENTS_CHANNEL);
  }
}
