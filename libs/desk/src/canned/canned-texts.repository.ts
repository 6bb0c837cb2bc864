import { Injectable } from '@nestjs/common';
import type { Language, ReturnCode, TextState, Topic } from '#libs/contracts';
import { newId, Repository } from '#libs/platform';

/** One version of a canned text. */
export interface TextVersion {
  id: string;
  cannedId: string;
  incidentId: string;
  /** Whose own text it is; null: of all shops. */
  tenantId: string | null;
  key: string;
  language: Language;
  version: number;
  state: TextState;
  title: string;
  summary: string;
  kana: string;
  topic: Topic | null;
  body: string;
  authorId: string | null;
  authors: string[];
  authorNames: Record<string, string> | null;
  textVersion: number;
  note: string | null;
  requestedAt: Date | null;
  effectiveFrom: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  returnCode: ReturnCode | null;
  returnWords: string | null;
  withdrawnAt: Date | null;
}

export type TextWords = Pick<
  TextVersion,
  'title' | 'summary' | 'kana' | 'topic' | 'body' | 'note' | 'effectiveFrom'
> & { by: string; at: Date; send: boolean };

/** In the order of the columns from `state` to `effective_from`, and then who wrote when. */
const written = ({ send, title, summary, kana, topic, body, note, effectiveFrom, by, at }: TextWords): unknown[] => [
  send ? 'waiting' : 'draft',
  title,
  summary,
  kana,
  topic,
  body,
  note,
  effectiveFrom,
  by,
  at,
];

const VERSION = `
  SELECT v.id, v.canned_id AS "cannedId", c.incident_id AS "incidentId", o.tenant_id AS "tenantId", c.key, c.language, v.version, v.state, v.title, v.summary,
         v.kana, v.topic, v.body, v.author_id AS "authorId", v.authors, v.text_version AS "textVersion", v.note,
         v.requested_at AS "requestedAt", v.effective_from AS "effectiveFrom", v.approved_by AS "approvedBy",
         v.approved_at AS "approvedAt", v.return_code AS "returnCode", v.return_words AS "returnWords",
         v.withdrawn_at AS "withdrawnAt",
         (SELECT jsonb_object_agg(u.id, u.short_name) FROM app_user u WHERE u.id = ANY (v.authors)) AS "authorNames"
    FROM canned_version v JOIN canned_response c ON c.id = v.canned_id LEFT JOIN own_text o ON o.own_id = c.id
   WHERE c.owned = (o.own_id IS NOT NULL)`;

/** Versions of canned texts from the first draft on; of shops' own ones those whose shop is in the scope. */
@Injectable()
export class CannedTextsRepository extends Repository {
  /** Of each text the version in force or withdrawn last, those to come, and the one that is written; the rest is history. */
  async ofIncident(incidentId: string, now: Date): Promise<TextVersion[]> {
    return this.query<TextVersion>(
      `${VERSION} AND c.incident_id = $1
          AND (v.state <> 'approved' OR v.effective_from > $2
               OR v.id = (SELECT n.id FROM canned_version n WHERE n.canned_id = c.id AND n.state = 'approved' AND n.effective_from <= $2
                           ORDER BY n.effective_from DESC, n.version DESC LIMIT 1))
        ORDER BY c.key, c.language DESC, c.owned, o.tenant_id, v.version LIMIT 2000`,
      [incidentId, now],
    );
  }

  find(id: string): Promise<TextVersion | null> {
    return this.one<TextVersion>(`${VERSION} AND v.id = $1`, [id]);
  }

  /** The same, and nobody else writes in it or decides until this transaction ends. */
  lock(id: string): Promise<TextVersion | null> {
    return this.one<TextVersion>(`${VERSION} AND v.id = $1 FOR UPDATE OF v`, [id]);
  }

  /** The version of a text that is being written, waits or was returned. */
  lockNext(cannedId: string): Promise<TextVersion | null> {
    return this.one<TextVersion>(`${VERSION} AND v.canned_id = $1 AND v.state <> 'approved' FOR UPDATE OF v`, [
      cannedId,
    ]);
  }

  /** What is told at a moment, or was withdrawn last. */
  told(cannedId: string, now: Date): Promise<TextVersion | null> {
    return this.one<TextVersion>(
      `${VERSION} AND v.canned_id = $1 AND v.state = 'approved' AND v.effective_from <= $2
        ORDER BY v.effective_from DESC, v.version DESC LIMIT 1`,
      [cannedId, now],
    );
  }

  /** The common text that a shop's own one stands in for, as it is told at a moment. */
  async toldInstead(ownId: string, now: Date): Promise<TextVersion | null> {
    const common = await this.one<{ id: string }>('SELECT canned_id AS id FROM own_text WHERE own_id = $1', [ownId]);
    return common && this.told(common.id, now);
  }

  async insert(cannedId: string, words: TextWords): Promise<string> {
    const id = newId();
    await this.query(
      `INSERT INTO canned_version (id, canned_id, version, state, title, summary, kana, topic, body, note, effective_from, author_id,
                                   authors, changed_at, requested_at)
       VALUES ($1, $2, (SELECT coalesce(max(version), 0) + 1 FROM canned_version WHERE canned_id = $2), $3, $4, $5, $6, $7, $8, $9, $10,
               $11, ARRAY[$11::uuid], $12, CASE WHEN $3 = 'waiting' THEN $12::timestamptz END)`,
      [id, cannedId, ...written(words)],
    );
    return id;
  }

  /** Who writes in it is one of its authors from now on. */
  async rewrite(id: string, words: TextWords): Promise<void> {
    await this.query(
      `UPDATE canned_version SET state = $2, title = $3, summary = $4, kana = $5, topic = $6, body = $7, note = $8, effective_from = $9,
              authors = CASE WHEN $10::uuid = ANY (authors) THEN authors ELSE authors || $10::uuid END,
              text_version = text_version + 1, changed_at = $11, return_code = NULL, return_words = NULL,
              requested_at = CASE WHEN $2 = 'waiting' THEN $11::timestamptz END
        WHERE id = $1`,
      [id, ...written(words)],
    );
  }

  async approve(id: string, by: { id: string; name: string }, at: Date, effectiveFrom: Date): Promise<void> {
    await this.query(
      `UPDATE canned_version SET state = 'approved', decided_by = $2, approved_by = $3, approved_at = $4, effective_from = $5
        WHERE id = $1`,
      [id, by.id, by.name, at, effectiveFrom],
    );
  }

  async giveBack(id: string, by: string, code: ReturnCode, words: string): Promise<void> {
    await this.query(
      `UPDATE canned_version SET state = 'returned', decided_by = $2, return_code = $3, return_words = $4 WHERE id = $1`,
      [id, by, code, words],
    );
  }

  async pullBack(id: string): Promise<void> {
    await this.query(`UPDATE canned_version SET state = 'draft', requested_at = NULL WHERE id = $1`, [id]);
  }

  /** Nothing of this text is told any more: neither the present version nor those to come. */
  async withdraw(cannedId: string, by: string, at: Date, why: string): Promise<number> {
    const rows = await this.query<{ id: string }>(
      `WITH withdrawn AS (
         UPDATE canned_version v SET withdrawn_at = $3, withdrawn_by = $2, withdrawn_why = $4
          WHERE v.canned_id = $1 AND v.state = 'approved' AND v.withdrawn_at IS NULL RETURNING v.id)
       SELECT id FROM withdrawn`,
      [cannedId, by, at, why],
    );
    return rows.length;
  }
}
