import { Injectable } from '@nestjs/common';
import type { Channel, QualityError, QualityFigures, QualityPoint, Topic } from '#libs/contracts';
import { type Cursor, newId, Repository } from '#libs/platform';
import type { SentReply } from './sample.js';

export interface Sample {
  tenantId: string;
  id: string;
  day: string;
  messageId: string;
  ticketId: string;
  authorId: string;
  authorName: string;
  deskId: string;
  number: string;
  topic: Topic;
  channel: Channel;
  text: string;
  sentAt: Date;
  points: Record<QualityPoint, boolean> | null;
  errors: QualityError[];
  critical: boolean;
  note: string | null;
  checkedAt: Date | null;
  checkedByName: string | null;
}

/** Where a page of the list ended: among the unchecked or the checked ones, by when the reply was sent. */
export interface SamplePlace extends Cursor {
  checked: boolean;
}

const SAMPLE = `
  SELECT s.tenant_id AS "tenantId", s.id, to_char(s.day, 'YYYY-MM-DD') AS day, s.message_id AS "messageId", t.id AS "ticketId",
         s.author_id AS "authorId", a.short_name AS "authorName", t.desk_id AS "deskId", t.number, t.topic, t.channel,
         m.body_text AS text, m.created_at AS "sentAt", s.points, s.errors, s.critical, s.note, s.checked_at AS "checkedAt",
         c.short_name AS "checkedByName"
    FROM quality_sample s
    JOIN message m ON m.tenant_id = s.tenant_id AND m.id = s.message_id
    JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id
    JOIN app_user a ON a.id = s.author_id
    LEFT JOIN app_user c ON c.id = s.checked_by`;

/** The only file that queries draws and samples. */
@Injectable()
export class QualityRepository extends Repository {
  /** What people sent by mail between two moments and nobody has drawn yet; what was taken back was never sent. */
  sent(tenantId: string, from: Date, to: Date): Promise<SentReply[]> {
    return this.query<SentReply>(
      `SELECT id AS "messageId", author_id AS "authorId" FROM message
        WHERE tenant_id = $1 AND created_at >= $2 AND created_at < $3 AND kind = 'outbound' AND NOT automatic
          AND author_id IS NOT NULL AND delivery_state IN ('sent', 'unknown', 'bounced')
          AND NOT EXISTS (SELECT FROM quality_sample s WHERE s.message_id = message.id)`,
      [tenantId, from, to],
    );
  }

  /** False when this round of the day was drawn before. */
  async addDraw(draw: {
    tenantId: string;
    day: string;
    round: number;
    by: string | null;
    seed: string;
    percent: number;
    replies: number;
    at: Date;
  }): Promise<boolean> {
    const row = await this.one(
      `INSERT INTO quality_draw (tenant_id, day, seed, percent, replies, drawn_at, round, drawn_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (tenant_id, day, round) DO NOTHING RETURNING day`,
      [draw.tenantId, draw.day, draw.seed, draw.percent, draw.replies, draw.at, draw.round, draw.by],
    );
    return row !== null;
  }

  async isDrawn(tenantId: string, day: string): Promise<boolean> {
    const drawn = 'SELECT FROM quality_draw WHERE tenant_id = $1 AND day = $2 AND round = 0';
    return (await this.one(drawn, [tenantId, day])) !== null;
  }

  /** The next one by hand. */
  async nextRound(tenantId: string, day: string): Promise<number> {
    const row = await this.one<{ round: number }>(
      'SELECT coalesce(max(round), 0)::int + 1 AS round FROM quality_draw WHERE tenant_id = $1 AND day = $2',
      [tenantId, day],
    );
    return row!.round;
  }

  async addSample(tenantId: string, day: string, round: number, reply: SentReply): Promise<void> {
    await this.query(
      'INSERT INTO quality_sample (tenant_id, id, day, round, message_id, author_id) VALUES ($1, $2, $3, $4, $5, $6)',
      [tenantId, newId(), day, round, reply.messageId, reply.authorId],
    );
  }

  /** Unchecked ones first, then the newest, behind `after`. */
  list(since: string, visible: string, after: SamplePlace | null, limit: number): Promise<Sample[]> {
    return this.query<Sample>(
      `${SAMPLE} WHERE s.day >= $1 AND ${visible}
          AND ($2::boolean IS NULL OR (s.checked_at IS NOT NULL) > $2
               OR (s.checked_at IS NOT NULL) = $2 AND (m.created_at, s.id) < ($3::timestamptz, $4::uuid))
        ORDER BY s.checked_at IS NOT NULL, m.created_at DESC, s.id DESC LIMIT $5`,
      [since, after?.checked ?? null, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  find(id: string): Promise<Sample | null> {
    return this.one<Sample>(`${SAMPLE} WHERE s.id = $1`, [id]);
  }

  /** The last judgement counts. */
  async check(
    sample: Sample,
    sheet: {
      points: Record<QualityPoint, boolean>;
      errors: readonly QualityError[];
      critical: boolean;
      note: string | null;
    },
    by: string,
    at: Date,
  ): Promise<void> {
    await this.query(
      `UPDATE quality_sample SET points = $3, errors = $4, critical = $5, note = $6, checked_by = $7, checked_at = $8
        WHERE tenant_id = $1 AND id = $2`,
      [sample.tenantId, sample.id, sheet.points, sheet.errors, sheet.critical, sheet.note, by, at],
    );
  }

  /** Of the days from `from` to before `to`. */
  async figures(from: string, to: string): Promise<QualityFigures> {
    const row = await this.one<QualityFigures>(
      `SELECT count(*)::int AS drawn, count(checked_at)::int AS checked,
              count(*) FILTER (WHERE checked_at IS NOT NULL AND errors = '{}')::int AS "withoutError",
              count(*) FILTER (WHERE critical)::int AS critical
         FROM quality_sample WHERE day >= $1 AND day < $2`,
      [from, to],
    );
    return row!;
  }
}
