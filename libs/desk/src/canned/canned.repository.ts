import { Injectable } from '@nestjs/common';
import type { Language, Topic } from '#libs/contracts';
import { newId, notFound, Repository } from '#libs/platform';

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
  /** The shop that tells it in the place of the common text; none: for all. */
  tenantId?: string;
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

const TEXT_OF_SHOP = `
  SELECT c.id, c.incident_id AS "incidentId", c.key, c.language, c.title, c.summary, c.kana, c.topic, c.body, c.version,
         c.approved_by AS "approvedBy", c.approved_at AS "approvedAt", c.own_text AS "ownText"
    FROM app.canned_of_shop($2, $1) c WHERE true`;

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
      `SELECT c.key FROM canned_response c WHERE c.incident_id = $1 AND c.key = ANY ($2) AND c.language = $3 AND NOT c.owned
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
       ON CONFLICT (incident_id, key, language) WHERE NOT owned DO UPDATE SET key = excluded.key RETURNING id`,
      [newId(), text.incidentId, text.key, text.language],
    );
    return row!.id;
  }

  /** Which text one shop has of its own in the place of the common one; from now on it has one. Null where there is no common one. */
  async identifyOwn(
    tenantId: string,
    text: { incidentId: string; key: string; language: Language },
  ): Promise<string | null> {
    const common = await this.one<{ id: string }>(
      'SELECT id FROM canned_response WHERE incident_id = $1 AND key = $2 AND language = $3 AND NOT owned FOR UPDATE',
      [text.incidentId, text.key, text.language],
    );
    if (!common) return null;
    const known = await this.one<{ id: string }>(
      'SELECT own_id AS id FROM own_text WHERE tenant_id = $1 AND canned_id = $2',
      [tenantId, common.id],
    );
    if (known) return known.id;
    const id = newId();
    await this.query(
      'INSERT INTO canned_response (id, incident_id, key, language, owned) VALUES ($1, $2, $3, $4, true)',
      [id, text.incidentId, text.key, text.language],
    );
    await this.query('INSERT INTO own_text (tenant_id, canned_id, own_id) VALUES ($1, $2, $3)', [
      tenantId,
      common.id,
      id,
    ]);
    return id;
  }

  /** A text that was approved elsewhere, as the next version. */
  async save(canned: NewCanned): Promise<string> {
    const id = canned.tenantId ? await this.identifyOwn(canned.tenantId, canned) : await this.identify(canned);
    if (id === null) throw notFound();
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
}
