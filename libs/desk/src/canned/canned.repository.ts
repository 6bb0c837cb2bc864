import { Injectable } from '@nestjs/common';
import type { Language, Topic } from '#libs/contracts';
import { newId, Repository } from '#libs/platform';

/** An approved answer as one shop uses it: its own text where it has one, else the common one. */
export interface CannedText {
  id: string;
  incidentId: string;
  key: string;
  language: Language;
  title: string;
  summary: string;
  kana: string;
  topic: Topic | null;
  body: string;
  version: number;
  approvedBy: string;
  approvedAt: Date;
  ownText: boolean;
}

export interface NewCanned {
  incidentId: string;
  key: string;
  language: Language;
  title: string;
  summary: string;
  /** How the title is read, for finding it by kana. */
  kana: string;
  topic: Topic | null;
  body: string;
  approvedBy: string;
  approvedAt: Date;
  effectiveFrom: Date;
}

export interface CannedOverride {
  tenantId: string;
  cannedId: string;
  body: string;
  approvedBy: string;
  approvedAt: Date;
}

const TEXT_OF_SHOP = `
  SELECT c.id, c.incident_id AS "incidentId", c.key, c.language, c.title, c.summary, c.kana, c.topic,
         coalesce(o.body, c.body) AS body, coalesce(o.version, c.version) AS version,
         coalesce(o.approved_by, c.approved_by) AS "approvedBy", coalesce(o.approved_at, c.approved_at) AS "approvedAt",
         o.canned_id IS NOT NULL AS "ownText"
    FROM app.canned_in_force($2) c
    LEFT JOIN canned_override o ON o.tenant_id = $1 AND o.canned_id = c.id
   WHERE true`;

@Injectable()
export class CannedRepository extends Repository {
  /** All texts in effect for one shop; an incident has some dozens. */
  list(tenantId: string, incidentId: string, at: Date): Promise<CannedText[]> {
    return this.query<CannedText>(`${TEXT_OF_SHOP} AND c.incident_id = $3 ORDER BY c.key, c.language LIMIT 1000`, [
      tenantId,
      at,
      incidentId,
    ]);
  }

  find(tenantId: string, id: string, at: Date): Promise<CannedText | null> {
    return this.one<CannedText>(`${TEXT_OF_SHOP} AND c.id = $3`, [tenantId, at, id]);
  }

  findByKey(
    tenantId: string,
    incidentId: string,
    key: string,
    language: Language,
    at: Date,
  ): Promise<CannedText | null> {
    return this.one<CannedText>(`${TEXT_OF_SHOP} AND c.incident_id = $3 AND c.key = $4 AND c.language = $5`, [
      tenantId,
      at,
      incidentId,
      key,
      language,
    ]);
  }

  /** Of these keys those whose text is not told any more, or not yet. */
  async notInForce(incidentId: string, keys: readonly string[], language: Language, at: Date): Promise<string[]> {
    const rows = await this.query<{ key: string }>(
      `SELECT c.key FROM canned_response c WHERE c.incident_id = $1 AND c.key = ANY ($2) AND c.language = $3
          AND NOT EXISTS (SELECT FROM app.canned_in_force($4) f WHERE f.id = c.id) ORDER BY c.key`,
      [incidentId, keys, language, at],
    );
    return rows.map(({ key }) => key);
  }

  /** How often this shop's answers used each text. */
  async useCounts(tenantId: string): Promise<Map<string, number>> {
    const rows = await this.query<{ id: string; uses: number }>(
      // Nobody was told what its writer took back.
      `WITH taken_back AS (SELECT id FROM message WHERE tenant_id = $1 AND delivery_state = 'withdrawn')
       SELECT u.canned_id AS id, count(*)::int AS uses FROM canned_use u
        WHERE u.tenant_id = $1 AND NOT EXISTS (SELECT FROM taken_back WHERE taken_back.id = u.message_id) GROUP BY 1`,
      [tenantId],
    );
    return new Map(rows.map(({ id, uses }) => [id, uses]));
  }

  /** The text's id; the same for every version of it. */
  async identify(text: { incidentId: string; key: string; language: Language }): Promise<string> {
    const row = await this.one<{ id: string }>(
      `INSERT INTO canned_response (id, incident_id, key, language) VALUES ($1, $2, $3, $4)
       ON CONFLICT (incident_id, key, language) DO UPDATE SET key = excluded.key RETURNING id`,
      [newId(), text.incidentId, text.key, text.language],
    );
    return row!.id;
  }

  /** A text that was approved elsewhere, as the next version. */
  async save(canned: NewCanned): Promise<string> {
    const id = await this.identify(canned);
    await this.query(
      `INSERT INTO canned_version (id, canned_id, version, state, title, summary, kana, topic, body, approved_by, approved_at, effective_from)
       VALUES ($1, $2, (SELECT coalesce(max(version), 0) + 1 FROM canned_version WHERE canned_id = $2), 'approved', $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        newId(),
        id,
        canned.title,
        canned.summary,
        canned.kana,
        canned.topic,
        canned.body,
        canned.approvedBy,
        canned.approvedAt,
        canned.effectiveFrom,
      ],
    );
    return id;
  }

  async saveOverride(override: CannedOverride): Promise<void> {
    await this.query(
      `INSERT INTO canned_override (tenant_id, canned_id, body, approved_by, approved_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, canned_id) DO UPDATE
         SET body = excluded.body, approved_by = excluded.approved_by, approved_at = excluded.approved_at,
             version = canned_override.version + 1`,
      [override.tenantId, override.cannedId, override.body, override.approvedBy, override.approvedAt],
    );
  }
}
