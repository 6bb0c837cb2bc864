import { Injectable } from '@nestjs/common';
import type { DeskNoticeView } from '#libs/contracts';
import { Repository } from '#libs/platform';

export interface DeskNotice {
  key: string;
  from: Date;
  until: Date;
}

@Injectable()
export class DeskNoticesRepository extends Repository {
  /** Standing and to come; one for each desk. */
  async list(now: Date): Promise<Omit<DeskNoticeView, 'title'>[]> {
    const rows = await this.query<{ deskId: string; key: string; from: Date; until: Date; setBy: string }>(
      `SELECT n.desk_id AS "deskId", n.canned_key AS key, n.from_at AS "from", n.until_at AS until, u.short_name AS "setBy"
         FROM desk_notice n JOIN app_user u ON u.id = n.set_by WHERE n.until_at > $1 ORDER BY n.until_at, n.desk_id LIMIT 1000`,
      [now],
    );
    return rows.map((row) => ({ ...row, from: row.from.toISOString(), until: row.until.toISOString() }));
  }

  find(desk: { tenantId: string; id: string }, now: Date): Promise<DeskNotice | null> {
    return this.one<DeskNotice>(
      `SELECT canned_key AS key, from_at AS "from", until_at AS until FROM desk_notice
        WHERE tenant_id = $1 AND desk_id = $2 AND until_at > $3`,
      [desk.tenantId, desk.id, now],
    );
  }

  /** In the place of the one that stands. */
  async set(desk: { tenantId: string; id: string }, notice: DeskNotice & { by: string; at: Date }): Promise<void> {
    await this.query(
      `INSERT INTO desk_notice (tenant_id, desk_id, canned_key, from_at, until_at, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (tenant_id, desk_id) DO UPDATE SET canned_key = excluded.canned_key, from_at = excluded.from_at,
         until_at = excluded.until_at, set_by = excluded.set_by, set_at = excluded.set_at`,
      [desk.tenantId, desk.id, notice.key, notice.from, notice.until, notice.by, notice.at],
    );
  }

  /** True where there was one. */
  async end(desk: { tenantId: string; id: string }): Promise<boolean> {
    const rows = await this.query(
      `WITH ended AS (DELETE FROM desk_notice WHERE tenant_id = $1 AND desk_id = $2 RETURNING desk_id) SELECT desk_id FROM ended`,
      [desk.tenantId, desk.id],
    );
    return rows.length > 0;
  }
}
