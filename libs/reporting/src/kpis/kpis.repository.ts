import { Injectable } from '@nestjs/common';
import type { Channel, KpiGroup, Trigger } from '#libs/contracts';
import { MAY_BE_RATED } from '#libs/desk';
import { Repository } from '#libs/platform';
import type { CallCounts, CallThresholds } from './call-kpis.js';
import { CLOSINGS, HANDLED, INQUIRIES, WAITING } from './kpi-records.js';
import type { Span } from './time-steps.js';

/** What is counted: the records of a time, apart by step and by group. Steps follow on each other without gaps, up to `to`. */
export interface KpiCells {
  steps: readonly Span[];
  by: KpiGroup;
}

/** Of which step and group a row tells; what does not tell groups apart is null. */
export interface Cell {
  step: number;
  tenantId: string | null;
  deskId: string | null;
  channel: Channel | null;
  agentId: string | null;
}

/** Of one desk and channel: moments in milliseconds since 1970, and whether it was closed with nobody having replied. */
export interface InquiryRow extends Cell {
  ofDesk: string;
  ofChannel: Channel;
  inquiries: [receivedAt: number, firstReplyAt: number | null, closedUnanswered: boolean][];
}

export interface ClosingRow extends Cell {
  closed: number;
  firstContact: number;
  reopened: number;
}

export interface HandledRow extends Cell {
  handled: number;
  /** Of each ticket that has been escalated the reasons. */
  triggers: Trigger[][] | null;
}

export interface CallbackRow extends Cell {
  promised: number;
  kept: number;
}

export interface CheckRow extends Cell {
  checked: number;
  faultless: number;
  wrongShop: number;
}

export interface RatingRow extends Cell {
  rated: number;
  satisfied: number;
}

export interface WaitingRow extends Cell {
  /** Milliseconds since 1970. */
  receivedAt: number[];
}

const CELL: Record<KpiGroup, string> = {
  none: 'NULL::uuid AS "tenantId", NULL::uuid AS "deskId", NULL AS channel, NULL::uuid AS "agentId"',
  tenant: 'x.tenant_id AS "tenantId", NULL::uuid AS "deskId", NULL AS channel, NULL::uuid AS "agentId"',
  desk: 'x.tenant_id AS "tenantId", x.desk_id AS "deskId", NULL AS channel, NULL::uuid AS "agentId"',
  channel: 'NULL::uuid AS "tenantId", NULL::uuid AS "deskId", x.channel, NULL::uuid AS "agentId"',
  agent: 'NULL::uuid AS "tenantId", NULL::uuid AS "deskId", NULL AS channel, x.agent_id AS "agentId"',
};

const CALLS = `SELECT c.tenant_id, c.desk_id, 'phone' AS channel, c.agent_id, c.offered_at AS at, c.answered_at IS NOT NULL AS answered,
    c.answered_at IS NOT NULL AND c.ended_at IS NOT NULL AS over, c.out_of_hours, NOT c.out_of_hours AND c.blocked AS blocked,
    NOT c.out_of_hours AND NOT c.blocked AS offered, c.held_seconds AS held,
    extract(epoch FROM coalesce(c.answered_at, c.abandoned_at, c.ended_at) - c.offered_at)::float8 AS waited,
    extract(epoch FROM c.ended_at - c.answered_at)::float8 - c.held_seconds AS talked,
    coalesce(extract(epoch FROM c.wrap_ended_at - c.ended_at), 0)::float8 AS wrapped
  FROM phone_call c WHERE c.direction = 'inbound' AND c.offered_at >= $1 AND c.offered_at < $2`;

/**
 * The raw records of the transaction's scope within [from, to), counted where they lie: a month of them is too much to carry here.
 * Each statement is planned anew: a plan that fits a day takes minutes for a month.
 */
@Injectable()
export class KpisRepository extends Repository {
  /** For the statements of this transaction. They sort a month of records, in memory rather than on disk. */
  async prepare(): Promise<void> {
    await this.query(
      `SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('work_mem', '64MB', true)`,
    );
  }

  /** Calls that came in, by the moment in which they rang. */
  calls(cells: KpiCells, { answerWithin, shortUnder }: CallThresholds): Promise<(Cell & CallCounts)[]> {
    const offered = (what: string): string => `count(*) FILTER (WHERE x.offered AND ${what})::int`;
    const seconds = (of: string): string => `coalesce(sum(x.${of}) FILTER (WHERE x.offered AND x.over), 0)::float8`;
    return this.counted<Cell & CallCounts>(
      CALLS,
      cells,
      `${offered('true')} AS offered, ${offered('x.answered')} AS answered,
       ${offered('NOT x.answered AND x.waited IS NOT NULL')} AS abandoned,
       ${offered('NOT x.answered AND x.waited < $5')} AS "abandonedShort",
       ${offered('NOT x.answered AND x.waited > $4')} AS "abandonedLate",
       count(*) FILTER (WHERE x.out_of_hours)::int AS "outOfHours", count(*) FILTER (WHERE x.blocked)::int AS blocked,
       ${offered('x.answered AND x.waited <= $4')} AS "inTime",
       coalesce(sum(x.waited) FILTER (WHERE x.offered AND x.answered), 0)::float8 AS waited,
       ${offered('x.over')} AS handled, ${seconds('talked')} AS talked, ${seconds('held')} AS held, ${seconds('wrapped')} AS wrapped`,
      [answerWithin, shortUnder],
    );
  }

  /** Forms and mails, by receipt; of those that are answered as one, the first, with the first answer to any of them. */
  inquiries(cells: KpiCells): Promise<InquiryRow[]> {
    return this.counted<InquiryRow>(
      INQUIRIES,
      cells,
      `x.desk_id AS "ofDesk", x.channel AS "ofChannel",
       json_agg(json_build_array(extract(epoch FROM x.at) * 1000, extract(epoch FROM x.first_reply_at) * 1000, x.closed_unanswered))
         AS inquiries`,
      [],
      'x.desk_id, x.channel',
    );
  }

  /** Tickets that were answered or closed, each once with what was merged into it, by the first such moment within the time. */
  closings(cells: KpiCells): Promise<ClosingRow[]> {
    return this.counted<ClosingRow>(
      CLOSINGS,
      cells,
      `count(*)::int AS closed, count(*) FILTER (WHERE x.contacts = 1 AND NOT x.reopened AND NOT x.asks_again)::int AS "firstContact",
       count(*) FILTER (WHERE x.reopened)::int AS reopened`,
    );
  }

  /** Tickets on which somebody replied or spoke, each once, and whether they have been escalated. */
  handled(cells: KpiCells): Promise<HandledRow[]> {
    return this.counted<HandledRow>(
      HANDLED,
      cells,
      'count(*)::int AS handled, json_agg(x.triggers) FILTER (WHERE cardinality(x.triggers) > 0) AS triggers',
    );
  }

  /** Callbacks by the moment that the person was told; those to come are not counted yet, and those that nobody was told of never. */
  callbacks(cells: KpiCells, now: Date): Promise<CallbackRow[]> {
    return this.counted<CallbackRow>(
      `SELECT t.tenant_id, t.desk_id, t.channel, p.assignee_id AS agent_id, p.promised_until AS at,
              p.state = 'kept' AND p.closed_at <= p.promised_until AS kept
         FROM promise p JOIN ticket t ON t.tenant_id = p.tenant_id AND t.id = p.ticket_id
        WHERE p.kind = 'callback' AND p.source = 'told' AND p.state <> 'withdrawn' AND p.promised_until >= $1 AND p.promised_until < $2
          AND (p.promised_until <= $4 OR p.state = 'kept')`,
      cells,
      'count(*)::int AS promised, count(*) FILTER (WHERE x.kept)::int AS kept',
      [now],
    );
  }

  /** Replies that somebody has read again. */
  checks(cells: KpiCells): Promise<CheckRow[]> {
    return this.counted<CheckRow>(
      `SELECT t.tenant_id, t.desk_id, t.channel, s.author_id AS agent_id, s.checked_at AS at,
              cardinality(s.errors) = 0 AND NOT s.critical AS faultless, 'wrong_shop' = ANY (s.errors) AS wrong_shop
         FROM quality_sample s JOIN message m ON m.tenant_id = s.tenant_id AND m.id = s.message_id
         JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id
        WHERE s.checked_at >= $1 AND s.checked_at < $2`,
      cells,
      `count(*)::int AS checked, count(*) FILTER (WHERE x.faultless)::int AS faultless,
       count(*) FILTER (WHERE x.wrong_shop)::int AS "wrongShop"`,
    );
  }

  /** What people answered to the question how content they were; not where it should not have been asked. */
  ratings(cells: KpiCells): Promise<RatingRow[]> {
    return this.counted<RatingRow>(
      `SELECT t.tenant_id, t.desk_id, t.channel, r.agent_id, r.given_at AS at, r.score
         FROM rating r JOIN ticket t ON t.tenant_id = r.tenant_id AND t.id = r.ticket_id
        WHERE r.given_at >= $1 AND r.given_at < $2 AND ${MAY_BE_RATED}`,
      cells,
      'count(*)::int AS rated, count(*) FILTER (WHERE x.score >= 4)::int AS satisfied',
    );
  }

  /** What waits for the desk now. */
  waiting(by: KpiGroup): Promise<WaitingRow[]> {
    return this.query<WaitingRow>(
      `SELECT 0 AS step, ${CELL[by]}, json_agg(extract(epoch FROM x.at) * 1000) AS "receivedAt" FROM (${WAITING}) x
        GROUP BY 1, 2, 3, 4, 5`,
    );
  }

  /** $1 and $2 are the time, $3 the beginnings of its steps; further parameters follow. */
  private counted<Row>(
    records: string,
    { steps, by }: KpiCells,
    counts: string,
    further: readonly unknown[] = [],
    alsoBy = '',
  ): Promise<Row[]> {
    return this.query<Row>(
      `SELECT width_bucket(x.at, $3::timestamptz[]) - 1 AS step, ${CELL[by]}, ${counts} FROM (${records}) x
        GROUP BY 1, 2, 3, 4, 5${alsoBy && `, ${alsoBy}`}`,
      [steps[0]!.from, steps.at(-1)!.to, steps.map(({ from }) => from), ...further],
    );
  }
}
