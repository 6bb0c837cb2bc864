import { Injectable } from '@nestjs/common';
import type { TenantCounters } from '#libs/contracts';
import { type Cursor, Repository } from '#libs/platform';
import { ORDINARY } from '../tickets/ticket.visibility.js';
import { listRowsOf, type TicketListRow } from '../tickets/tickets.repository.js';

export interface QueueFilter {
  states: readonly string[] | null;
  deskId: string | null;
  channel: string | null;
  topic: string | null;
  tenantId: string | null;
  assigneeId: string | null;
  unassigned: boolean;
  dueBefore: Date | null;
  /** True for those who see what is for few eyes. */
  restricted: boolean;
}

const WAITING = `('new', 'open', 'callback_due')`;

/** Lists and counts of tickets; the scope of the transaction decides what is counted at all. */
@Injectable()
export class QueueRepository extends Repository {
  newest(filter: QueueFilter, after: Cursor | null, limit: number): Promise<TicketListRow[]> {
    const { where, values } = conditions(filter);
    if (after)
      where.push(`(t.created_at, t.id) < (${bind(values, after.at)}::timestamptz, ${bind(values, after.id)}::uuid)`);
    return this.page(where, values, 't.created_at DESC, t.id DESC', limit);
  }

  /** Tickets without a due time wait for nobody here and are not part of this order. */
  byDueTime(filter: QueueFilter, after: Cursor | null, limit: number): Promise<TicketListRow[]> {
    const { where, values } = conditions(filter);
    where.push('t.due_at IS NOT NULL');
    if (after)
      where.push(`(t.due_at, t.id) > (${bind(values, after.at)}::timestamptz, ${bind(values, after.id)}::uuid)`);
    return this.page(where, values, 't.due_at, t.id', limit);
  }

  /** Ids of hits, newest first, through the audited search function. */
  search(grams: readonly number[], words: readonly string[], after: Cursor | null, limit: number) {
    return this.query<{ ticket_id: string; created_at: Date }>(
      'SELECT ticket_id, created_at FROM app.search_tickets($1, $2, $3, $4, $5)',
      [grams, words, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  filtered(ids: readonly string[], filter: QueueFilter): Promise<TicketListRow[]> {
    const { where, values } = conditions(filter);
    where.push(`t.id = ANY (${bind(values, ids)}::uuid[])`);
    return this.page(where, values, 't.created_at DESC, t.id DESC', ids.length);
  }

  /** Of all tenants of the scope. */
  counters(tenantIds: readonly string[], dueSoon: Date, now: Date, dayBegan: Date): Promise<TenantCounters[]> {
    return this.query<TenantCounters>(
      `SELECT s.id AS "tenantId",
              coalesce(w.waiting, 0)::int AS waiting, coalesce(w.unassigned, 0)::int AS unassigned,
              coalesce(w.due_soon, 0)::int AS "dueSoon", coalesce(w.overdue, 0)::int AS overdue,
              to_char(w.oldest AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "oldestWaitingSince",
              json_build_object('form', coalesce(w.form, 0), 'email', coalesce(w.email, 0), 'phone', coalesce(w.phone, 0))
                AS "byChannel",
              (coalesce(a.answered, 0) - coalesce(m.answered, 0))::int AS "answeredToday",
              (coalesce(c.received, 0) - coalesce(m.received, 0))::int AS "receivedToday"
         FROM unnest($1::uuid[]) AS s (id)
         LEFT JOIN (
           SELECT t.tenant_id, count(*) AS waiting, count(*) FILTER (WHERE t.assignee_id IS NULL) AS unassigned,
                  count(*) FILTER (WHERE t.due_at < $2) AS due_soon, count(*) FILTER (WHERE t.due_at < $3) AS overdue,
                  min(t.waiting_since) AS oldest, count(*) FILTER (WHERE t.channel = 'form') AS form,
                  count(*) FILTER (WHERE t.channel = 'email') AS email, count(*) FILTER (WHERE t.channel = 'phone') AS phone
             FROM ticket t WHERE t.state IN ${WAITING} AND ${ORDINARY} GROUP BY t.tenant_id
         ) w ON w.tenant_id = s.id
         LEFT JOIN (
           SELECT t.tenant_id, count(*) AS answered FROM ticket t WHERE t.answered_at >= $4 GROUP BY t.tenant_id
         ) a ON a.tenant_id = s.id
         LEFT JOIN (
           SELECT t.tenant_id, count(*) AS received FROM ticket t WHERE t.created_at >= $4 GROUP BY t.tenant_id
         ) c ON c.tenant_id = s.id
         LEFT JOIN (
           -- What was merged counts with its survivor; taken off here, so that the two counts above need no row of the table.
           SELECT t.tenant_id, count(*) FILTER (WHERE t.answered_at >= $4) AS answered,
                  count(*) FILTER (WHERE t.created_at >= $4) AS received
             FROM ticket t WHERE t.survivor_id IS NOT NULL AND (t.created_at >= $4 OR t.answered_at >= $4) GROUP BY t.tenant_id
         ) m ON m.tenant_id = s.id`,
      [tenantIds, dueSoon, now, dayBegan],
    );
  }

  /** Tickets that changed in transactions from `horizon` on, at most `limit`. */
  changedSince(horizon: string, limit: number): Promise<{ subject_id: string }[]> {
    return this.query(
      `SELECT DISTINCT e.subject_id FROM event e
        WHERE e.xid >= $1::xid8 AND e.subject_id IS NOT NULL AND (e.type LIKE 'ticket.%' OR e.type LIKE 'message.%' OR e.type LIKE 'promise.%' OR e.type LIKE 'escalation.%') LIMIT $2`,
      [horizon, limit],
    );
  }

  private page(where: string[], values: unknown[], order: string, limit: number): Promise<TicketListRow[]> {
    const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
    // The page is cut before anything is joined to it: a join's estimate would talk the planner out of the index that has this order.
    const page = `(SELECT t.* FROM ticket t ${condition} ORDER BY ${order} LIMIT ${bind(values, limit)})`;
    return this.query<TicketListRow>(`${listRowsOf(page)} ORDER BY ${order}`, values);
  }
}

/** Adds a value and returns its placeholder: no value ever becomes part of the statement's text. */
const bind = (values: unknown[], value: unknown): string => `$${values.push(value)}`;

const conditions = (filter: QueueFilter): { where: string[]; values: unknown[] } => {
  const where: string[] = [];
  const values: unknown[] = [];
  if (!filter.restricted) where.push(ORDINARY);
  if (filter.states) where.push(`t.state IN (${filter.states.map((state) => bind(values, state)).join(', ')})`);
  if (filter.deskId) where.push(`t.desk_id = ${bind(values, filter.deskId)}`);
  if (filter.tenantId) where.push(`t.tenant_id = ${bind(values, filter.tenantId)}`);
  if (filter.channel) where.push(`t.channel = ${bind(values, filter.channel)}`);
  if (filter.topic) where.push(`t.topic = ${bind(values, filter.topic)}`);
  if (filter.assigneeId) where.push(`t.assignee_id = ${bind(values, filter.assigneeId)}`);
  if (filter.unassigned) where.push('t.assignee_id IS NULL');
  if (filter.dueBefore) where.push(`t.due_at < ${bind(values, filter.dueBefore)}`);
  return { where, values };
};
