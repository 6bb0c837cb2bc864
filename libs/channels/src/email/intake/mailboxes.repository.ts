import { Injectable } from '@nestjs/common';
import type { MailboxTestEnd, MailboxTestStepView, MailboxTestView } from '#libs/contracts';
import { newId, Repository } from '#libs/platform';

export interface ImapSettings {
  host: string;
  port: number;
  secure: boolean;
  user: string;
  /** Since when this account is read, ISO; what is older is backlog. */
  since: string;
  /** The name under which its server writes down what it found out about senders. */
  authservId?: string | null;
}

export interface Mailbox {
  tenantId: string;
  id: string;
  deskId: string;
  address: string;
  imap: ImapSettings | null;
  imapPassword: Buffer | null;
  uidValidity: string | null;
  lastUid: string;
  checkedAt: Date | null;
  fault: string | null;
  faultSince: Date | null;
  lastTest: LastTest | null;
  /** Since when a person has stopped its fetching, and who. */
  stoppedAt: Date | null;
  stoppedBy: string | null;
}

/** The last test of a mailbox; `mark` is null where no mail was sent, `at` is when it began to wait for its mail or ended without. */
export interface LastTest extends MailboxTestEnd {
  mark: string | null;
  steps: MailboxTestStepView[];
  state: MailboxTestView['state'];
}

export interface MailboxKey {
  tenantId: string;
  mailboxId: string;
}

/** Notified when a mailbox is to be fetched from elsewhere, or no longer. */
export const MAILBOXES_CHANGED = 'mailboxes_changed';

const MAILBOX = `
  SELECT tenant_id AS "tenantId", id, desk_id AS "deskId", address, imap, imap_password AS "imapPassword",
         uid_validity AS "uidValidity", last_uid AS "lastUid", checked_at AS "checkedAt", fault, fault_since AS "faultSince",
         last_test AS "lastTest", stopped_at AS "stoppedAt",
         (SELECT u.short_name FROM app_user u WHERE u.id = mailbox.stopped_by) AS "stoppedBy"
    FROM mailbox`;

@Injectable()
export class MailboxesRepository extends Repository {
  /** Whose mail this address gets; needs no scope. */
  ofAddress(addressKey: string): Promise<MailboxKey | null> {
    return this.one<MailboxKey>(
      'SELECT tenant_id AS "tenantId", mailbox_id AS "mailboxId" FROM app.mailbox_of_address($1)',
      [addressKey],
    );
  }

  /** All mailboxes that are fetched by IMAP and not stopped; needs no scope. */
  imapKeys(): Promise<MailboxKey[]> {
    return this.query<MailboxKey>(
      'SELECT tenant_id AS "tenantId", mailbox_id AS "mailboxId" FROM app.imap_mailboxes()',
    );
  }

  find(id: string): Promise<Mailbox | null> {
    return this.one<Mailbox>(`${MAILBOX} WHERE id = $1`, [id]);
  }

  list(): Promise<Mailbox[]> {
    return this.query<Mailbox>(`${MAILBOX} ORDER BY address LIMIT 500`);
  }

  async open(tenantId: string, deskId: string, address: string, addressKey: string): Promise<string> {
    const id = newId();
    await this.query('INSERT INTO mailbox (tenant_id, id, desk_id, address, address_key) VALUES ($1, $2, $3, $4, $5)', [
      tenantId,
      id,
      deskId,
      address,
      addressKey,
    ]);
    return id;
  }

  /** The same account keeps its place: nothing of it is read a second time. */
  async setImap(mailbox: Mailbox, imap: ImapSettings | null, sealedPassword: Buffer | null): Promise<void> {
    const isSame = imap !== null && imap.host === mailbox.imap?.host && imap.user === mailbox.imap.user;
    await this.query(
      `UPDATE mailbox SET imap = $3, imap_password = $4, fault = NULL, fault_since = NULL,
              uid_validity = CASE WHEN $5 THEN uid_validity END, last_uid = CASE WHEN $5 THEN last_uid ELSE 0 END
        WHERE tenant_id = $1 AND id = $2`,
      [mailbox.tenantId, mailbox.id, imap === null ? null : JSON.stringify(imap), sealedPassword, isSame],
    );
    await this.query('SELECT pg_notify($1, $2)', [MAILBOXES_CHANGED, '']);
  }

  /** Null: fetching goes on. What its place is stays known, so that nothing is missed meanwhile. */
  async setStop({ tenantId, id }: Mailbox, stop: { by: string; at: Date } | null): Promise<void> {
    await this.query(
      'UPDATE mailbox SET stopped_at = $3, stopped_by = $4, fault = NULL, fault_since = NULL WHERE tenant_id = $1 AND id = $2',
      [tenantId, id, stop?.at ?? null, stop?.by ?? null],
    );
    await this.query('SELECT pg_notify($1, $2)', [MAILBOXES_CHANGED, '']);
  }

  /** Holds the row, so that settings do not change while mail is kept under them. */
  lock(id: string): Promise<Mailbox | null> {
    return this.one<Mailbox>(`${MAILBOX} WHERE id = $1 FOR NO KEY UPDATE`, [id]);
  }

  async advance(mailbox: Mailbox, uidValidity: string, lastUid: string, at: Date): Promise<void> {
    await this.query(
      `UPDATE mailbox SET uid_validity = $3, last_uid = $4, checked_at = $5, fault = NULL, fault_since = NULL
        WHERE tenant_id = $1 AND id = $2`,
      [mailbox.tenantId, mailbox.id, uidValidity, lastUid, at],
    );
  }

  async setTest({ tenantId, id }: Mailbox, test: LastTest): Promise<void> {
    await this.query('UPDATE mailbox SET last_test = $3 WHERE tenant_id = $1 AND id = $2', [
      tenantId,
      id,
      JSON.stringify(test),
    ]);
  }

  async setFault(mailbox: MailboxKey, fault: string, at: Date): Promise<void> {
    await this.query(
      `UPDATE mailbox SET fault = $3, fault_since = coalesce(fault_since, $4), checked_at = $4 WHERE tenant_id = $1 AND id = $2`,
      [mailbox.tenantId, mailbox.mailboxId, fault.slice(0, 500), at],
    );
  }
}
