import { Injectable } from '@nestjs/common';
import type { DeliveryState, PassedWarnings, ReplyCharset, TicketState } from '#libs/contracts';
import { Repository } from '#libs/platform';
import type { TicketEntity } from './ticket.entity.js';
import type { TicketStanding } from './ticket-standing.js';

/** What a reply changed on its ticket, as it was before. */
export interface TicketBefore extends TicketStanding {
  firstReplyAt: string | null;
  answeredAt: string | null;
  /** Into which state the reply brought it. */
  madeState: TicketState;
}

export interface SentReply {
  authorId: string | null;
  automatic: boolean;
  state: DeliveryState;
  text: string;
  before: TicketBefore | null;
}

@Injectable()
export class ReplyUndoRepository extends Repository {
  /** Keeps what a reply needs for leaving late, in its charset, and for being taken back; and what its writer was warned of. */
  async prepare(
    ticket: TicketEntity,
    messageId: string,
    given: { charset: ReplyCharset; passed: PassedWarnings | null; undoUntil: Date | null; before: TicketBefore },
  ): Promise<void> {
    await this.query(
      `UPDATE message SET charset = $3, undo_until = $4, ticket_before = $5, passed_warnings = $6, warning_reason = $7
        WHERE tenant_id = $1 AND id = $2`,
      [
        ticket.tenantId,
        messageId,
        given.charset,
        given.undoUntil,
        JSON.stringify(given.before),
        given.passed && JSON.stringify(given.passed.warnings),
        given.passed?.reason ?? null,
      ],
    );
  }

  find(ticket: TicketEntity, messageId: string): Promise<SentReply | null> {
    return this.one<SentReply>(
      `SELECT author_id AS "authorId", automatic, delivery_state AS state, body_text AS text,
              ticket_before AS before FROM message
        WHERE tenant_id = $1 AND ticket_id = $2 AND id = $3 AND kind = 'outbound'`,
      [ticket.tenantId, ticket.id, messageId],
    );
  }

  /**
   * False when the mail is on its way: the job that sends it takes the same row from `queued`, so one of the two wins. A mail
   * that a relay may have had already is never taken back. Its key is free again: the same draft may be sent anew.
   */
  async withdraw(ticket: TicketEntity, messageId: string, at: Date): Promise<boolean> {
    const row = await this.one(
      `UPDATE message SET delivery_state = 'withdrawn', delivery_at = $3, delivery_reason = NULL, idempotency_key = NULL
        WHERE tenant_id = $1 AND id = $2 AND delivery_state = 'queued' AND unconfirmed = 0 RETURNING id`,
      [ticket.tenantId, messageId, at],
    );
    return row !== null;
  }

  async searchText(ticket: TicketEntity): Promise<string> {
    const row = await this.one<{ folded: string }>(
      'SELECT folded FROM ticket_search WHERE tenant_id = $1 AND ticket_id = $2',
      [ticket.tenantId, ticket.id],
    );
    return row?.folded ?? '';
  }

  async setSearchText(ticket: TicketEntity, folded: string, grams: readonly number[]): Promise<void> {
    await this.query('UPDATE ticket_search SET folded = $3, grams = $4 WHERE tenant_id = $1 AND ticket_id = $2', [
      ticket.tenantId,
      ticket.id,
      folded,
      grams,
    ]);
  }

  /** The reply after this one now stands on what was before both. False when there is none. */
  async inherit(ticket: TicketEntity, messageId: string, before: TicketBefore): Promise<boolean> {
    const rows = await this.query(
      `UPDATE message SET ticket_before = $3::jsonb || jsonb_build_object('madeState', ticket_before -> 'madeState')
        WHERE tenant_id = $1 AND id = (
          SELECT later.id FROM message later JOIN message m ON m.tenant_id = later.tenant_id AND m.id = $2
           WHERE later.tenant_id = $1 AND later.ticket_id = $4 AND later.kind = 'outbound' AND NOT later.automatic
             AND later.delivery_state <> 'withdrawn' AND (later.created_at, later.id) > (m.created_at, m.id)
           ORDER BY later.created_at, later.id LIMIT 1)
       RETURNING id`,
      [ticket.tenantId, messageId, JSON.stringify(before), ticket.id],
    );
    return rows.length > 0;
  }
}
