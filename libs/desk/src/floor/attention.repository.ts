import { Injectable } from '@nestjs/common';
import { ATTENTION_KINDS, type FloorAttention } from '#libs/contracts';
import { Repository } from '#libs/platform';
import { isoTime } from './floor.repository.js';

/** Of each kind so many are shown, the most urgent ones; figures elsewhere on the floor count all of them. */
const MOST_OF_A_KIND = 20;

const COLUMNS = `t.tenant_id AS "tenantId", t.desk_id AS "deskId", t.number, t.topic, 1 AS count`;

/** What needs a supervisor now. Each statement reads a partial index of what is open. */
@Injectable()
export class AttentionRepository extends Repository {
  async all(now: Date): Promise<FloorAttention[]> {
    const found = [...(await this.overdue(now)), ...(await this.missedPromises(now)), ...(await this.approvals())];
    return found.toSorted(
      (one, other) => rank(one) - rank(other) || (one.until ?? one.since).localeCompare(other.until ?? other.since),
    );
  }

  private overdue(now: Date): Promise<FloorAttention[]> {
    return this.query<FloorAttention>(
      `SELECT 'overdue' AS kind, t.id, ${COLUMNS}, u.short_name AS "personName",
              ${isoTime('coalesce(t.waiting_since, t.created_at)')} AS since, ${isoTime('t.due_at')} AS until
         FROM ticket t LEFT JOIN app_user u ON u.id = t.assignee_id
        WHERE t.state IN ('new', 'open') AND t.due_at <= $1 ORDER BY t.due_at, t.id LIMIT ${MOST_OF_A_KIND}`,
      [now],
    );
  }

  private missedPromises(now: Date): Promise<FloorAttention[]> {
    return this.query<FloorAttention>(
      `SELECT 'promise_missed' AS kind, p.id, ${COLUMNS}, u.short_name AS "personName",
              ${isoTime('p.made_at')} AS since, ${isoTime('p.promised_until')} AS until
         FROM promise p JOIN ticket t ON t.tenant_id = p.tenant_id AND t.id = p.ticket_id
         LEFT JOIN app_user u ON u.id = p.assignee_id
        WHERE p.state = 'open' AND p.until <= $1 ORDER BY p.until, p.id LIMIT ${MOST_OF_A_KIND}`,
      [now],
    );
  }

  private approvals(): Promise<FloorAttention[]> {
    return this.query<FloorAttention>(
      `SELECT 'approval' AS kind, a.id, ${COLUMNS}, u.short_name AS "personName",
              ${isoTime('a.requested_at')} AS since, ${isoTime('t.due_at')} AS until
         FROM reply_approval a JOIN ticket t ON t.tenant_id = a.tenant_id AND t.id = a.ticket_id
         JOIN app_user u ON u.id = a.author_id
        WHERE a.state = 'waiting' ORDER BY t.due_at NULLS LAST, a.requested_at LIMIT ${MOST_OF_A_KIND}`,
    );
  }
}

const rank = ({ kind }: FloorAttention): number => ATTENTION_KINDS.indexOf(kind);
