import { Injectable } from '@nestjs/common';
import type { MailAlarmKind } from '#libs/contracts';
import { Repository } from '#libs/platform';
import type { MailboxKey } from '../intake/mailboxes.repository.js';

export interface MailAlarm {
  tenantId: string;
  id: string;
  mailboxId: string;
  kind: MailAlarmKind;
  rawMailId: string | null;
  uid: string | null;
  arrivedAt: Date | null;
  noticedAt: Date;
}

const COLUMNS = `tenant_id AS "tenantId", id, mailbox_id AS "mailboxId", kind, raw_mail_id AS "rawMailId", uid,
  arrived_at AS "arrivedAt", noticed_at AS "noticedAt"`;

const RAISE =
  'INSERT INTO mail_alarm (tenant_id, id, mailbox_id, kind, subject, raw_mail_id, uid_validity, uid, arrived_at, noticed_at)';
const ONCE = `ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`;

/** Where the books of incoming mail do not agree. Each difference is raised once. */
@Injectable()
export class MailAlarmsRepository extends Repository {
  /** Tenants that have mailboxes; needs no scope. */
  async tenants(): Promise<string[]> {
    return (await this.query<{ id: string }>('SELECT tenant_id AS id FROM app.mail_tenants()')).map(({ id }) => id);
  }

  /** Mails that were taken before `before` and are still not decided. */
  raiseUndecided(before: Date, at: Date): Promise<MailAlarm[]> {
    return this.query<MailAlarm>(
      `${RAISE}
       SELECT r.tenant_id, gen_random_uuid(), r.mailbox_id, 'undecided', r.id::text, r.id, NULL, NULL, min(a.arrived_at), $2
         FROM raw_mail r JOIN mail_arrival a ON a.raw_mail_id = r.id
        WHERE r.state = 'fetched' AND a.arrived_at < $1 GROUP BY 1, 3, 5, 6 ${ONCE}`,
      [before, at],
    );
  }

  /** Mails that arrived before `before` and that no person has decided about. */
  raiseOverlooked(before: Date, at: Date): Promise<MailAlarm[]> {
    return this.query<MailAlarm>(
      `${RAISE}
       SELECT r.tenant_id, gen_random_uuid(), r.mailbox_id, 'overlooked', r.id::text, r.id, NULL, NULL, min(a.arrived_at), $2
         FROM raw_mail r JOIN mail_arrival a ON a.raw_mail_id = r.id
        WHERE r.state = 'quarantined' AND a.arrived_at < $1 GROUP BY 1, 3, 5, 6 ${ONCE}`,
      [before, at],
    );
  }

  /** Of each sender whose mail was stopped, the oldest that waits. */
  raiseSuspended(at: Date): Promise<MailAlarm[]> {
    return this.query<MailAlarm>(
      `${RAISE}
       SELECT DISTINCT ON (r.mailbox_id, r.sender_key) r.tenant_id, gen_random_uuid(), r.mailbox_id, 'suspended', r.id::text, r.id,
              NULL::bigint, NULL::bigint, r.received_at, $1::timestamptz
         FROM raw_mail r
        WHERE r.state = 'quarantined' AND r.reason = 'flood' AND NOT EXISTS (
              SELECT FROM mail_alarm m JOIN raw_mail o ON o.id = m.raw_mail_id
               WHERE m.kind = 'suspended' AND m.resolved_at IS NULL AND m.mailbox_id = r.mailbox_id AND o.sender_key = r.sender_key)
        ORDER BY r.mailbox_id, r.sender_key, r.received_at, r.id ${ONCE}`,
      [at],
    );
  }

  /** Mails that arrived and are in no book any more. */
  raiseVanished(at: Date): Promise<MailAlarm[]> {
    return this.query<MailAlarm>(
      `${RAISE}
       SELECT a.tenant_id, gen_random_uuid(), a.mailbox_id, 'vanished', a.raw_mail_id::text, a.raw_mail_id, NULL, NULL,
              min(a.arrived_at), $1
         FROM mail_arrival a WHERE NOT EXISTS (SELECT FROM raw_mail r WHERE r.id = a.raw_mail_id)
        GROUP BY 1, 3, 5, 6 ${ONCE}`,
      [at],
    );
  }

  /** Of these UIDs of a server those that were never taken. */
  async unknown({ mailboxId }: MailboxKey, uidValidity: string, uids: readonly number[]): Promise<number[]> {
    const rows = await this.query<{ uid: string }>(
      `SELECT given.uid FROM unnest($3::bigint[]) AS given (uid)
        WHERE NOT EXISTS (SELECT FROM mail_arrival a WHERE a.mailbox_id = $1 AND a.uid_validity = $2 AND a.uid = given.uid)
          AND NOT EXISTS (SELECT FROM raw_mail r WHERE r.mailbox_id = $1 AND r.uid = given.uid
                             AND NOT EXISTS (SELECT FROM mail_arrival a WHERE a.raw_mail_id = r.id))
        ORDER BY 1`,
      [mailboxId, uidValidity, uids],
    );
    return rows.map(({ uid }) => Number(uid));
  }

  raiseUnfetched(mailbox: MailboxKey, uidValidity: string, uids: readonly number[], at: Date): Promise<MailAlarm[]> {
    return this.query<MailAlarm>(
      `${RAISE}
       SELECT $1, gen_random_uuid(), $2, 'unfetched', concat($3::text, ' ', uid), NULL, $3::bigint, uid, NULL, $5
         FROM unnest($4::bigint[]) AS given (uid) ${ONCE}`,
      [mailbox.tenantId, mailbox.mailboxId, uidValidity, uids, at],
    );
  }

  /** Ends those whose reason is gone: decided, back, or fetched after all. */
  resolveSettled(at: Date): Promise<MailAlarm[]> {
    return this.query<MailAlarm>(
      `UPDATE mail_alarm m SET resolved_at = $1
        WHERE resolved_at IS NULL AND (
              (kind = 'undecided' AND EXISTS (SELECT FROM raw_mail r WHERE r.id = m.raw_mail_id AND r.state <> 'fetched'))
           OR (kind IN ('overlooked', 'suspended') AND EXISTS (SELECT FROM raw_mail r WHERE r.id = m.raw_mail_id AND r.state <> 'quarantined'))
           OR (kind = 'vanished' AND EXISTS (SELECT FROM raw_mail r WHERE r.id = m.raw_mail_id))
           OR (kind = 'unfetched' AND EXISTS (SELECT FROM mail_arrival a
                WHERE a.mailbox_id = m.mailbox_id AND a.uid_validity = m.uid_validity AND a.uid = m.uid)))
       RETURNING ${COLUMNS}`,
      [at],
    );
  }

  open(limit: number): Promise<MailAlarm[]> {
    return this.query<MailAlarm>(
      `SELECT ${COLUMNS} FROM mail_alarm WHERE resolved_at IS NULL ORDER BY noticed_at, id LIMIT $1`,
      [limit],
    );
  }

  /** Null outside the scope, and for one that is resolved. */
  lockOpen(id: string): Promise<MailAlarm | null> {
    return this.one<MailAlarm>(`SELECT ${COLUMNS} FROM mail_alarm WHERE id = $1 AND resolved_at IS NULL FOR UPDATE`, [
      id,
    ]);
  }

  async resolve({ tenantId, id }: MailAlarm, by: string, at: Date): Promise<void> {
    await this.query('UPDATE mail_alarm SET resolved_at = $3, resolved_by = $4 WHERE tenant_id = $1 AND id = $2', [
      tenantId,
      id,
      at,
      by,
    ]);
  }
}
