import { Injectable } from '@nestjs/common';
import type { Channel, MergedTicket, TicketName } from '#libs/contracts';
import { Repository } from '#libs/platform';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import type { TicketStanding } from '../tickets/ticket-standing.js';
import { listRowsOf, TICKET_COLUMNS, type TicketListRow } from '../tickets/tickets.repository.js';
import type { KnownPerson } from './sameness.policy.js';

/** How two tickets stood when one was merged into the other. */
export interface BeforeMerge {
  merged: TicketStanding;
  lane: TicketEntity['lane'];
  survivor: TicketStanding & Pick<TicketEntity, 'topic' | 'priority' | 'assigneeId'>;
  /** The survivor's version right after it: as long as it has this one, nothing has happened since. */
  survivorVersion: number;
  /** Something has come for the merged ticket since, or an answer of its never arrived. */
  owes?: true;
}

type Named = Pick<TicketEntity, 'tenantId' | 'id'>;

/** Which tickets were merged into which, and whose they are. */
@Injectable()
export class MergingRepository extends Repository {
  async mergedInto(ticket: Named): Promise<MergedTicket[]> {
    const rows = await this.query<TicketName & { channel: Channel; createdAt: Date }>(
      `SELECT t.id, t.number, t.channel, t.created_at AS "createdAt" FROM ticket t
        WHERE t.tenant_id = $1 AND t.survivor_id = $2 ORDER BY t.created_at, t.id LIMIT 200`,
      [ticket.tenantId, ticket.id],
    );
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  }

  /** Who answers for it; null for a ticket of its own, and where the other is not `visible`. */
  async survivorName({ tenantId, survivorId }: TicketEntity, visible: string): Promise<TicketName | null> {
    if (survivorId === null) return null;
    return this.one<TicketName>(
      `SELECT t.id, t.number FROM ticket t WHERE t.tenant_id = $1 AND t.id = $2 AND ${visible}`,
      [tenantId, survivorId],
    );
  }

  /** The requesters of each ticket and of all that was merged into it, its own first. */
  async persons(tenantId: string, ids: readonly string[]): Promise<Map<string, KnownPerson[]>> {
    const rows = await this.query<KnownPerson & { ticketId: string }>(
      `SELECT coalesce(t.survivor_id, t.id) AS "ticketId", p.name, p.kana, p.email_key AS "emailKey", p.phone_key AS "phoneKey",
              p.order_key AS "orderKey"
         FROM ticket t JOIN requester p ON p.tenant_id = t.tenant_id AND p.id = t.requester_id
        WHERE t.tenant_id = $1 AND t.id = ANY (ARRAY(
          SELECT unnest($2::uuid[]) UNION ALL SELECT m.id FROM ticket m WHERE m.tenant_id = $1 AND m.survivor_id = ANY ($2)))
        ORDER BY t.survivor_id IS NOT NULL, t.created_at LIMIT 1000`,
      [tenantId, ids],
    );
    const persons = new Map<string, KnownPerson[]>();
    for (const { ticketId, ...person } of rows) persons.set(ticketId, [...(persons.get(ticketId) ?? []), person]);
    return persons;
  }

  /** Tickets of this shop that share an address, a number or an order with these persons; each once, as the one that answers for it. */
  ofPersons(ticket: Named, persons: readonly KnownPerson[], visible: string): Promise<TicketListRow[]> {
    const all = (key: 'emailKey' | 'phoneKey' | 'orderKey') => [...new Set(persons.map((person) => person[key]))];
    return this.query<TicketListRow>(
      `${listRowsOf('ticket')}
        WHERE t.tenant_id = $1 AND t.id <> $2 AND ${visible} AND t.id = ANY (ARRAY(
          SELECT coalesce(o.survivor_id, o.id) FROM requester p
            JOIN ticket o ON o.tenant_id = p.tenant_id AND o.requester_id = p.id
           WHERE p.tenant_id = $1
             AND (p.email_key = ANY ($3::text[]) OR p.phone_key = ANY ($4::text[]) OR p.order_key = ANY ($5::text[]))))
        ORDER BY t.created_at DESC LIMIT 20`,
      [ticket.tenantId, ticket.id, all('emailKey'), all('phoneKey'), all('orderKey')],
    );
  }

  /** All that hangs on a merged ticket: what was merged into it before it was merged itself. */
  async below(ticket: Named): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `WITH RECURSIVE below AS (
         SELECT t.id FROM ticket t WHERE t.tenant_id = $1 AND t.merged_into_id = $2
         UNION SELECT t.id FROM below b JOIN ticket t ON t.tenant_id = $1 AND t.merged_into_id = b.id
       ) SELECT id FROM below`,
      [ticket.tenantId, ticket.id],
    );
    return rows.map(({ id }) => id);
  }

  lockAll(tenantId: string, ids: readonly string[]): Promise<TicketEntity[]> {
    return this.query<TicketEntity>(
      `SELECT ${TICKET_COLUMNS} FROM ticket t WHERE t.tenant_id = $1 AND t.id = ANY ($2) ORDER BY t.id FOR UPDATE`,
      [tenantId, ids],
    );
  }

  /** These are answered by another one from now on. */
  async follow(survivor: Named, ids: readonly string[]): Promise<void> {
    await this.query('UPDATE ticket SET survivor_id = $2 WHERE tenant_id = $1 AND id = ANY ($3)', [
      survivor.tenantId,
      survivor.id,
      ids,
    ]);
  }

  async keepBefore(ticket: Named, before: BeforeMerge | null): Promise<void> {
    await this.query('UPDATE ticket SET before_merge = $3 WHERE tenant_id = $1 AND id = $2', [
      ticket.tenantId,
      ticket.id,
      before && JSON.stringify(before),
    ]);
  }

  async before(ticket: Named): Promise<BeforeMerge> {
    const row = await this.one<{ before: BeforeMerge | null }>(
      'SELECT before_merge AS before FROM ticket WHERE tenant_id = $1 AND id = $2',
      [ticket.tenantId, ticket.id],
    );
    if (!row?.before) throw new Error('how a merged ticket stood before has gone');
    return row.before;
  }

  async markOwing(ticket: Named): Promise<void> {
    await this.query(
      `UPDATE ticket SET before_merge = before_merge || '{"owes": true}' WHERE tenant_id = $1 AND id = $2 AND state = 'merged'`,
      [ticket.tenantId, ticket.id],
    );
  }
}
