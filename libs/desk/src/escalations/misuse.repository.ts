import { Injectable } from '@nestjs/common';
import type { Channel, ClaimState, MisuseRegister, MisuseState, Topic } from '#libs/contracts';
import { Repository } from '#libs/platform';
import type { TicketEntity } from '../tickets/ticket.entity.js';

export interface MisuseReport {
  ticketId: string;
  number: string;
  tenantId: string;
  topic: Topic;
  channel: Channel;
  reportedAt: Date;
  state: MisuseState;
  decidedAt: Date | null;
  /** For reading the pattern; never told. */
  text: string;
  ownHost: string | null;
}

export interface Claim {
  incidentId: string;
  state: ClaimState;
  since: Date | null;
}

export interface ClaimingText {
  incidentId: string;
  key: string;
  title: string;
  language: string;
  version: number;
}

/** Words by which an approved text says that no misuse is known. */
const SAYS_NONE = [
  '不正(?:に)?(?:使用|利用|な請求)[^。]{0,40}(?:確認|報告)[^。]{0,10}(?:ございません|おりません|ありません|ていません)',
  '(?:悪用|二次被害)[^。]{0,40}(?:ございません|おりません|ありません|ていません)',
  'no (?:reports? of |evidence of |known )?(?:misuse|abuse|fraudulent use)',
].join('|');

/** Each report once, also where tickets were merged, with what was found of it. */
const REPORTS = `
  SELECT t.*, coalesce(f.state, 'reported') AS finding, f.decided_at
    FROM (SELECT id, number, tenant_id, topic, channel, created_at, requester_id, lane FROM ticket t
           WHERE t.topic IN ('MIS', 'SUS') AND NOT EXISTS (
             SELECT FROM ticket s WHERE s.tenant_id = t.tenant_id AND s.id = t.survivor_id AND s.topic IN ('MIS', 'SUS'))) t
    LEFT JOIN LATERAL (
      SELECT f.state, f.decided_at FROM misuse_finding f
       WHERE f.tenant_id = t.tenant_id
         AND (f.ticket_id = t.id OR f.ticket_id IN (SELECT m.id FROM ticket m WHERE m.survivor_id = t.id))
       ORDER BY f.decided_at DESC LIMIT 1) f ON true`;

@Injectable()
export class MisuseRepository extends Repository {
  /** What nobody has judged has its place before what is judged; both as they came, the newest first. */
  reports(limit: number, visible: string): Promise<MisuseReport[]> {
    return this.query<MisuseReport>(
      `WITH chosen AS (
         ${REPORTS} WHERE ${visible} ORDER BY (coalesce(f.state, 'reported') = 'reported') DESC, t.created_at DESC, t.id DESC LIMIT $1)
       SELECT t.id AS "ticketId", t.number, t.tenant_id AS "tenantId", t.topic, t.channel, t.created_at AS "reportedAt",
              t.finding AS state, t.decided_at AS "decidedAt",
              coalesce(w.body_text, '') AS text, split_part(r.email_key, '@', 2) AS "ownHost"
         FROM chosen t
         JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id
         LEFT JOIN LATERAL (
           SELECT m.body_text FROM message m WHERE m.tenant_id = t.tenant_id AND m.ticket_id = t.id AND m.kind = 'inbound'
            ORDER BY m.created_at, m.id LIMIT 1) w ON true
        ORDER BY t.created_at DESC, t.id DESC`,
      [limit],
    );
  }

  async counts(visible: string): Promise<MisuseRegister['counts']> {
    const row = await this.one<MisuseRegister['counts']>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE r.finding = 'reported')::int AS reported,
              count(*) FILTER (WHERE r.finding = 'confirmed')::int AS confirmed
         FROM (${REPORTS} WHERE ${visible}) r`,
    );
    return row!;
  }

  async decide(ticket: TicketEntity, state: 'confirmed' | 'unfounded', by: string, at: Date): Promise<void> {
    await this.query(
      `INSERT INTO misuse_finding (tenant_id, ticket_id, state, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, ticket_id) DO UPDATE
         SET state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
      [ticket.tenantId, ticket.id, state, by, at],
    );
  }

  /** True for the first: the claim was in force until now. */
  async doubtClaim(incidentId: string, at: Date): Promise<boolean> {
    const row = await this.one(
      `UPDATE incident SET no_misuse = 'under_review', no_misuse_since = $2 WHERE id = $1 AND no_misuse = 'in_force' RETURNING id`,
      [incidentId, at],
    );
    return row !== null;
  }

  async settleClaim(incidentId: string, state: ClaimState, at: Date): Promise<void> {
    await this.query('UPDATE incident SET no_misuse = $2, no_misuse_since = $3 WHERE id = $1', [incidentId, state, at]);
  }

  /** Of the incidents that this scope has desks for. */
  claims(): Promise<Claim[]> {
    return this.query<Claim>(
      `SELECT i.id AS "incidentId", i.no_misuse AS state, i.no_misuse_since AS since FROM incident i
        WHERE EXISTS (SELECT FROM desk d WHERE d.incident_id = i.id) ORDER BY i.published_at DESC, i.id`,
    );
  }

  claimingTexts(incidentIds: readonly string[], at: Date): Promise<ClaimingText[]> {
    return this.query<ClaimingText>(
      `SELECT c.incident_id AS "incidentId", c.key, c.title, c.language, c.version FROM app.canned_in_force($3) c
        WHERE c.incident_id = ANY ($1) AND NOT c.owned
          AND (c.body ~* $2 OR EXISTS (
            SELECT FROM own_text o JOIN app.canned_in_force($3) own ON own.id = o.own_id WHERE o.canned_id = c.id AND own.body ~* $2))
        ORDER BY c.key, c.language`,
      [incidentIds, SAYS_NONE, at],
    );
  }
}
