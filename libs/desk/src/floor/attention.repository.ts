import { Injectable } from '@nestjs/common';
import { ATTENTION_KINDS, type AttentionKind, type FloorAttention } from '#libs/contracts';
import { Repository } from '#libs/platform';
import { ORDINARY } from '../tickets/ticket.visibility.js';
import { isoTime } from './floor.repository.js';

/** Of each kind so many are shown, the most urgent ones; all of them are counted. */
const MOST_OF_A_KIND = 20;

const KIND = `CASE WHEN e.lane <> 'supervisor' THEN 'lane' WHEN e.trigger = 'misuse' THEN 'misuse' ELSE 'escalation' END`;
const ALIVE = `e.state IN ('open', 'taken')`;
const IN_DOUBT = `i.no_misuse = 'under_review'`;
const OVERDUE = `t.state IN ('new', 'open') AND t.due_at <= $1 AND ${ORDINARY}`;
const MISSED = `p.state = 'open' AND p.until <= $1`;
const UNDECIDED = `a.state = 'waiting' AND ${ORDINARY}`;

const COLUMNS = `t.tenant_id AS "tenantId", t.desk_id AS "deskId", t.number, t.topic`;

/** What needs a supervisor now. Each statement reads a partial index of what is open. */
@Injectable()
export class AttentionRepository extends Repository {
  async all(now: Date): Promise<FloorAttention[]> {
    const found = [
      ...(await this.escalations()),
      ...(await this.claims()),
      ...(await this.overdue(now)),
      ...(await this.missedPromises(now)),
      ...(await this.approvals()),
    ];
    return found.toSorted(
      (one, other) => rank(one) - rank(other) || (one.until ?? one.since).localeCompare(other.until ?? other.since),
    );
  }

  async counts(now: Date): Promise<Partial<Record<AttentionKind, number>>> {
    const rows = await this.query<{ kind: AttentionKind; count: number }>(
      `SELECT ${KIND} AS kind, count(*)::int AS count FROM escalation e WHERE ${ALIVE} GROUP BY 1
       UNION ALL SELECT 'claim', count(*)::int FROM incident i
        WHERE ${IN_DOUBT} AND EXISTS (SELECT FROM desk d WHERE d.incident_id = i.id)
       UNION ALL SELECT 'overdue', count(*)::int FROM ticket t WHERE ${OVERDUE}
       UNION ALL SELECT 'promise_missed', count(*)::int FROM promise p WHERE ${MISSED}
       UNION ALL SELECT 'approval', count(*)::int
         FROM reply_approval a JOIN ticket t ON t.tenant_id = a.tenant_id AND t.id = a.ticket_id WHERE ${UNDECIDED}`,
      [now],
    );
    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
  }

  /** A lane for few eyes shows that there is something and when it is due, and no more. */
  private escalations(): Promise<FloorAttention[]> {
    return this.query<FloorAttention>(
      `SELECT e.kind, e.id, t.tenant_id AS "tenantId", t.desk_id AS "deskId", CASE WHEN ${ORDINARY} THEN t.number END AS number,
              CASE WHEN ${ORDINARY} THEN t.topic END AS topic, u.short_name AS "personName",
              ${isoTime('e.opened_at')} AS since, ${isoTime('e.due_at')} AS until
         FROM (SELECT e.*, ${KIND} AS kind, row_number() OVER (PARTITION BY ${KIND} ORDER BY e.due_at, e.id) AS place
                 FROM escalation e WHERE ${ALIVE}) e
         JOIN ticket t ON t.tenant_id = e.tenant_id AND t.id = e.ticket_id
         LEFT JOIN app_user u ON u.id = e.owner_id
        WHERE e.place <= ${MOST_OF_A_KIND} ORDER BY e.due_at, e.id LIMIT ${3 * MOST_OF_A_KIND}`,
    );
  }

  /** The claim that no misuse is known fell, and nobody has said yet what is to be told instead. */
  private claims(): Promise<FloorAttention[]> {
    return this.query<FloorAttention>(
      `SELECT 'claim' AS kind, i.id, d.tenant_id AS "tenantId", NULL AS "deskId", NULL AS number, NULL AS topic,
              NULL AS "personName", ${isoTime('i.no_misuse_since')} AS since, NULL AS until
         FROM incident i JOIN LATERAL (SELECT d.tenant_id FROM desk d WHERE d.incident_id = i.id ORDER BY d.id LIMIT 1) d ON true
        WHERE ${IN_DOUBT} ORDER BY i.no_misuse_since LIMIT ${MOST_OF_A_KIND}`,
    );
  }

  private overdue(now: Date): Promise<FloorAttention[]> {
    return this.query<FloorAttention>(
      `SELECT 'overdue' AS kind, t.id, ${COLUMNS}, u.short_name AS "personName",
              ${isoTime('coalesce(t.waiting_since, t.created_at)')} AS since, ${isoTime('t.due_at')} AS until
         FROM ticket t LEFT JOIN app_user u ON u.id = t.assignee_id
        WHERE ${OVERDUE} ORDER BY t.due_at, t.id LIMIT ${MOST_OF_A_KIND}`,
      [now],
    );
  }

  /** A broken promise is known, also where its ticket is for few eyes: then without its number. */
  private missedPromises(now: Date): Promise<FloorAttention[]> {
    return this.query<FloorAttention>(
      `SELECT 'promise_missed' AS kind, p.id, t.tenant_id AS "tenantId", t.desk_id AS "deskId",
              CASE WHEN ${ORDINARY} THEN t.number END AS number, CASE WHEN ${ORDINARY} THEN t.topic END AS topic,
              u.short_name AS "personName",
              ${isoTime('p.made_at')} AS since, ${isoTime('p.promised_until')} AS until
         FROM promise p JOIN ticket t ON t.tenant_id = p.tenant_id AND t.id = p.ticket_id
         LEFT JOIN app_user u ON u.id = p.assignee_id
        WHERE ${MISSED} ORDER BY p.until, p.id LIMIT ${MOST_OF_A_KIND}`,
      [now],
    );
  }

  private approvals(): Promise<FloorAttention[]> {
    return this.query<FloorAttention>(
      `SELECT 'approval' AS kind, a.id, ${COLUMNS}, u.short_name AS "personName",
              ${isoTime('a.requested_at')} AS since, ${isoTime('t.due_at')} AS until
         FROM reply_approval a JOIN ticket t ON t.tenant_id = a.tenant_id AND t.id = a.ticket_id
         JOIN app_user u ON u.id = a.author_id
        WHERE ${UNDECIDED} ORDER BY t.due_at NULLS LAST, a.requested_at LIMIT ${MOST_OF_A_KIND}`,
    );
  }
}

const rank = ({ kind }: FloorAttention): number => ATTENTION_KINDS.indexOf(kind);
