import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';

/** Which desk a dialled number belongs to, and which person sits at an extension. */
@Injectable()
export class PhoneLinesRepository extends Repository {
  /** At most two: more than one is as good as none. Needs no scope. */
  desksOfPhone(digits: string): Promise<{ tenantId: string; deskId: string }[]> {
    return this.query('SELECT tenant_id AS "tenantId", desk_id AS "deskId" FROM app.desks_of_phone($1)', [digits]);
  }

  async extensionOf(userId: string): Promise<string | null> {
    const row = await this.one<{ extension: string }>('SELECT extension FROM phone_extension WHERE user_id = $1', [
      userId,
    ]);
    return row?.extension ?? null;
  }

  /** Seats change: whoever names an extension last sits there. */
  async sitAt(userId: string, extension: string | null, at: Date): Promise<void> {
    await this.query(`SELECT pg_advisory_xact_lock(hashtext('phone extensions'))`);
    await this.query('DELETE FROM phone_extension WHERE user_id = $1 OR extension = $2', [userId, extension]);
    if (extension === null) return;
    await this.query('INSERT INTO phone_extension (extension, user_id, since) VALUES ($1, $2, $3)', [
      extension,
      userId,
      at,
    ]);
  }

  /** The colleague at an extension or with a mail address, if he or she serves this tenant; else nobody. */
  async agent(tenantId: string, by: { extension?: string; email?: string }): Promise<string | null> {
    const row = await this.one<{ id: string }>(
      `SELECT u.id FROM app_user u JOIN membership m ON m.user_id = u.id AND m.tenant_id = $1
        WHERE u.state = 'active' AND (u.email_key = $3
              OR u.id = (SELECT x.user_id FROM phone_extension x WHERE x.extension = $2))
        ORDER BY (u.email_key = $3) DESC NULLS LAST LIMIT 1`,
      [tenantId, by.extension ?? null, by.email?.trim().toLowerCase() ?? null],
    );
    return row?.id ?? null;
  }
}
