import { Injectable } from '@nestjs/common';
import { newId, Repository } from '#libs/platform';
import type { Cohort } from './cohort.view.js';
import type { Count } from './count.wording.js';

export type NewCohort = Omit<Cohort, 'id' | 'version'>;

@Injectable()
export class CohortsRepository extends Repository {
  async insert(cohort: NewCohort): Promise<string> {
    const id = newId();
    await this.query(
      `INSERT INTO cohort (tenant_id, id, incident_id, key, label, label_en, grade, period_from, period_to, items, not_items,
                           includes_cancelled, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now())`,
      [
        cohort.tenantId,
        id,
        cohort.incidentId,
        cohort.key,
        cohort.label,
        cohort.labelEn,
        cohort.grade,
        cohort.periodFrom,
        cohort.periodTo,
        cohort.items,
        cohort.notItems,
        cohort.includesCancelled,
      ],
    );
    for (const count of cohort.counts) await this.insertCount(cohort.tenantId, id, count);
    return id;
  }

  /** The cohorts of one shop, with their counts; an incident has a handful. */
  list(tenantId: string, incidentId: string): Promise<Cohort[]> {
    return this.query<Cohort>(
      `SELECT c.tenant_id AS "tenantId", c.id, c.incident_id AS "incidentId", c.key, c.label, c.label_en AS "labelEn", c.grade,
              c.period_from AS "periodFrom", c.period_to AS "periodTo", c.items, c.not_items AS "notItems",
              c.includes_cancelled AS "includesCancelled", c.version,
              coalesce((SELECT jsonb_agg(jsonb_build_object('unit', n.unit, 'value', n.value, 'about', n.about, 'max', n.max)
                                         ORDER BY array_position(ARRAY['persons', 'orders', 'records'], n.unit), n.unit)
                          FROM cohort_count n WHERE n.tenant_id = c.tenant_id AND n.cohort_id = c.id), '[]') AS counts
         FROM cohort c
        WHERE c.tenant_id = $1 AND c.incident_id = $2
        ORDER BY c.key
        LIMIT 100`,
      [tenantId, incidentId],
    );
  }

  private insertCount(tenantId: string, cohortId: string, count: Count): Promise<unknown[]> {
    return this.query(
      `INSERT INTO cohort_count (tenant_id, cohort_id, unit, value, about, max) VALUES ($1, $2, $3, $4, $5, $6)`,
      [tenantId, cohortId, count.unit, count.value, count.about, count.max],
    );
  }
}
