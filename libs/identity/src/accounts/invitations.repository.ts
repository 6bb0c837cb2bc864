import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';

export interface OpenInvitation {
  userId: string;
  name: string;
  email: string;
  expiresAt: Date;
}

@Injectable()
export class InvitationsRepository extends Repository {
  /** The newest invitation replaces an earlier one. */
  async open(tokenHash: Buffer, userId: string, invitedBy: string | null, now: Date, expiresAt: Date): Promise<void> {
    await this.query('UPDATE invitation SET closed_at = $2 WHERE user_id = $1 AND closed_at IS NULL', [userId, now]);
    await this.query(
      'INSERT INTO invitation (token_hash, user_id, invited_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [tokenHash, userId, invitedBy, now, expiresAt],
    );
  }

  /**
   * Null for one that is unknown, used, replaced, past its time, or of somebody who was stopped; locked until the end. Null also where
   * its giver, who knows the link, does not serve all the shops that it would open by now.
   */
  find(tokenHash: Buffer, now: Date): Promise<OpenInvitation | null> {
    return this.one<OpenInvitation>(
      `SELECT u.id AS "userId", u.name, u.email, i.expires_at AS "expiresAt"
         FROM invitation i JOIN app_user u ON u.id = i.user_id
        WHERE i.token_hash = $1 AND i.closed_at IS NULL AND i.expires_at > $2 AND u.state <> 'stopped'
          AND (u.valid_to IS NULL OR u.valid_to > $2)
          AND (i.invited_by IS NULL OR app.tenants_of_user(i.invited_by) @> app.tenants_of_user(u.id)) FOR UPDATE OF i`,
      [tokenHash, now],
    );
  }

  async accept(tokenHash: Buffer, userId: string, passwordHash: string, now: Date): Promise<void> {
    await this.query('UPDATE invitation SET closed_at = $2 WHERE token_hash = $1', [tokenHash, now]);
    await this.query(`UPDATE app_user SET password_hash = $2, state = 'active' WHERE id = $1 AND state <> 'stopped'`, [
      userId,
      passwordHash,
    ]);
  }
}
