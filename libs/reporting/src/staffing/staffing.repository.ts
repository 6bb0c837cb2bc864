import { Injectable } from '@nestjs/common';
import type { NoticeBatchView, SurgeAssumptions } from '#libs/contracts';
import { Repository } from '#libs/platform';
import { DEFAULT_ASSUMPTIONS } from './surge.js';

export interface StaffingPlan {
  batches: NoticeBatchView[];
  assumptions: SurgeAssumptions;
  version: number;
}

@Injectable()
export class StaffingRepository extends Repository {
  /** What a plan was saved without, because it was not assumed then, has its base value. */
  async plan(incidentId: string): Promise<StaffingPlan | null> {
    const plan = await this.one<StaffingPlan>(
      'SELECT batches, assumptions, version FROM staffing_plan WHERE incident_id = $1',
      [incidentId],
    );
    return plan && { ...plan, assumptions: { ...DEFAULT_ASSUMPTIONS, ...plan.assumptions } };
  }

  /** False when somebody else has changed the plan since `version`. */
  async save(incidentId: string, plan: StaffingPlan, userId: string, at: Date): Promise<boolean> {
    const row = await this.one(
      `INSERT INTO staffing_plan AS p (incident_id, batches, assumptions, version, changed_by, changed_at)
       SELECT $1, $2::jsonb, $3::jsonb, 1, $5, $6 WHERE $4 = 0 OR EXISTS (SELECT FROM staffing_plan WHERE incident_id = $1)
       ON CONFLICT (incident_id) DO UPDATE SET batches = excluded.batches, assumptions = excluded.assumptions,
         version = p.version + 1, changed_by = excluded.changed_by, changed_at = excluded.changed_at
         WHERE p.version = $4
       RETURNING incident_id`,
      [incidentId, JSON.stringify(plan.batches), JSON.stringify(plan.assumptions), plan.version, userId, at],
    );
    return row !== null;
  }

  /** Calls that came in within [from, to), by the half hour of the clock; out of hours apart. */
  offeredByHalfHour(from: Date, to: Date): Promise<{ at: Date; offered: number }[]> {
    return this.query(
      `SELECT date_bin('30 minutes', c.offered_at, '2016-01-01Z') AS at, count(*)::int AS offered
         FROM phone_call c
        WHERE c.direction = 'inbound' AND NOT c.out_of_hours AND c.offered_at >= $1 AND c.offered_at < $2 GROUP BY 1`,
      [from, to],
    );
  }

  async waiting(): Promise<number> {
    const row = await this.one<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM ticket t WHERE t.state IN ('new', 'open') AND t.channel IN ('form', 'email')`,
    );
    return row!.waiting;
  }
}
