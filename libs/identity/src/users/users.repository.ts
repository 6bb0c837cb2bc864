import { Injectable } from '@nestjs/common';
import type { StaffView } from '#libs/contracts';
import { Repository } from '#libs/platform';
import { UserEntity } from './user.entity.js';

@Injectable()
export class UsersRepository extends Repository {
  insert(user: UserEntity): Promise<unknown> {
    return this.of(UserEntity).insert(user);
  }

  findByEmailKey(emailKey: string): Promise<UserEntity | null> {
    return this.of(UserEntity).findOneBy({ emailKey });
  }

  find(id: string): Promise<UserEntity | null> {
    return this.of(UserEntity).findOneBy({ id });
  }

  update(
    id: string,
    change: Partial<Pick<UserEntity, 'roles' | 'state' | 'language' | 'passwordHash' | 'trainingLevel'>>,
  ): Promise<unknown> {
    return this.of(UserEntity).update({ id }, change);
  }

  async addMembership(tenantId: string, userId: string): Promise<void> {
    await this.query('INSERT INTO membership (tenant_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      tenantId,
      userId,
    ]);
  }

  async shopsOf(userId: string): Promise<string[]> {
    return (await this.one<{ ids: string[] }>('SELECT app.tenants_of_user($1) AS ids', [userId]))!.ids;
  }

  /** The round in which this person practises from now on, or null: none. */
  async practise(userId: string, tenantId: string | null): Promise<void> {
    await this.query('UPDATE app_user SET practises_in = $2 WHERE id = $1', [userId, tenantId]);
  }

  /** False without one. Waits for whoever takes a ticket by it now; nobody takes another until this transaction ends. */
  async lockMembership(tenantId: string, userId: string): Promise<boolean> {
    const row = await this.one('SELECT 1 FROM membership WHERE tenant_id = $1 AND user_id = $2 FOR UPDATE', [
      tenantId,
      userId,
    ]);
    return row !== null;
  }

  async removeMembership(tenantId: string, userId: string): Promise<void> {
    await this.query('DELETE FROM membership WHERE tenant_id = $1 AND user_id = $2', [tenantId, userId]);
  }

  /** True when this person serves this tenant now, in one of these roles. */
  async serves(userId: string, tenantId: string, roles: readonly string[]): Promise<boolean> {
    const found = await this.one(
      `SELECT 1 FROM membership m JOIN app_user u ON u.id = m.user_id
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND u.state = 'active' AND u.roles && $3::text[]
          AND (u.valid_to IS NULL OR u.valid_to > now())`,
      [tenantId, userId, roles],
    );
    return found !== null;
  }

  /** Colleagues who take tickets of any tenant in this scope. */
  staff(roles: readonly string[]): Promise<StaffView[]> {
    return this.query<StaffView>(
      `SELECT u.id, u.name, u.short_name AS "shortName", u.roles FROM app_user u
        WHERE u.state = 'active' AND (u.valid_to IS NULL OR u.valid_to > now()) AND u.roles && $1::text[]
          AND EXISTS (SELECT FROM membership m WHERE m.user_id = u.id)
        ORDER BY u.name LIMIT 1000`,
      [roles],
    );
  }
}
