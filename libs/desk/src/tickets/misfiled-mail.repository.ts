import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';
import type { TicketEntity } from './ticket.entity.js';

/** A ticket that begins with a message of another one. */
export interface PartedTicket {
  ticketId: string;
  requesterId: string;
  number: string;
  messageId: string;
  intakeKey: string;
  name: string;
  email: string | null;
  emailKey: string | null;
  subject: string;
  excerpt: string;
  createdAt: Date;
  dueAt: Date | null;
}

const PART = `
  WITH t AS (
    INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, priority, channel, language, subject,
                        excerpt, intake_key, created_at, due_at, waiting_since)
    SELECT tenant_id, $3, $4, desk_id, $5, 'new', 'AFF', 0, 'email', language, $6, $7, $8, $9, $10, $9
      FROM ticket WHERE tenant_id = $1 AND id = $2
    RETURNING tenant_id, id
  ), r AS (
    INSERT INTO requester (tenant_id, id, name, email, email_key, preferred_contact)
    SELECT tenant_id, $5, $11, $12, $13, 'email' FROM t
  ), s AS (
    INSERT INTO ticket_search (tenant_id, ticket_id, created_at, grams, folded) SELECT tenant_id, id, $9, '{}', '' FROM t
  )
  UPDATE message m SET ticket_id = t.id FROM t WHERE m.tenant_id = t.tenant_id AND m.id = $14`;

@Injectable()
export class MisfiledMailRepository extends Repository {
  /** Foreign keys are checked at the statement's end. */
  async part(from: TicketEntity, to: PartedTicket): Promise<void> {
    await this.query(PART, [
      from.tenantId,
      from.id,
      to.ticketId,
      to.number,
      to.requesterId,
      to.subject,
      to.excerpt,
      to.intakeKey,
      to.createdAt,
      to.dueAt,
      to.name,
      to.email,
      to.emailKey,
      to.messageId,
    ]);
  }

  async setSearch(
    ticket: Pick<TicketEntity, 'tenantId' | 'id'>,
    folded: string,
    grams: readonly number[],
  ): Promise<void> {
    await this.query('UPDATE ticket_search SET folded = $3, grams = $4 WHERE tenant_id = $1 AND ticket_id = $2', [
      ticket.tenantId,
      ticket.id,
      folded,
      grams,
    ]);
  }
}
