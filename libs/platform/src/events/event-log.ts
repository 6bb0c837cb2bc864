import { Injectable } from '@nestjs/common';
import { findActor } from '../auth/request-context.js';
import { Clock } from '../clock/clock.js';
import { Announcements } from '../database/announcements.js';
import { Repository } from '../database/repository.js';

export interface DomainEvent {
  tenantId: string;
  /** Past tense, `ticket.claimed`. */
  type: string;
  /** The aggregate that it happened to, a ticket for most. */
  subjectId: string | null;
  /** Ids and facts; never personal data. */
  payload?: Record<string, unknown>;
}

export const EVENTS_CHANNEL = 'madoguchi_events';

/** Appends to the event log in the transaction of the change, and wakes the tails when it commits. */
@Injectable()
export class EventLog extends Repository {
  constructor(
    private readonly clock: Clock,
    private readonly announcements: Announcements,
  ) {
    super();
  }

  record(event: DomainEvent): Promise<void> {
    this.write(
      'INSERT INTO event (tenant_id, type, subject_id, actor_id, payload, at) VALUES ($1, $2, $3, $4, $5, $6)',
      [event.tenantId, event.type, event.subjectId, findActor()?.userId ?? null, event.payload ?? {}, this.clock.now()],
    );
    this.announce();
    return Promise.resolve();
  }

  /** For the statement that writes an event together with other rows. */
  announce(): void {
    this.announcements.afterCommit(EVENTS_CHANNEL);
  }
}
