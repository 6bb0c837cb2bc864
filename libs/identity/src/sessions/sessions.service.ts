import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isShopRole, type Permission, ROLE_PERMISSIONS, TRAINING_PERMISSIONS } from '#libs/contracts';
import { type Actor, ActorResolver, Clock, currentActor, Database, TenantScope, userRoom } from '#libs/platform';
import { type SessionRow, SessionsRepository } from './sessions.repository.js';

/** A working day with some overtime; the session ends then, whoever uses it. */
export const SESSION_HOURS = 12;

/** Why sockets are cut. */
export type EndCode = 'signed_out' | 'revoked' | 'rights_changed';

/**
 * Server-side sessions in PostgreSQL. The cookie carries 256 random bits of which only the SHA-256 is stored; rights are read
 * anew for each request, so a role or tenant that is taken away is gone at once, on open sockets too.
 */
@Injectable()
export class Sessions implements ActorResolver {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async actorOfToken(token: string): Promise<Actor | null> {
    const row = await this.find(token, this.clock.now());
    return row ? actorOf(row, sessionKeyOf(token)) : null;
  }

  find(token: string, now: Date): Promise<SessionRow | null> {
    return this.database.transaction(TenantScope.nothing, () => this.sessions.find(hashOf(token), now));
  }

  /** Opens a session in the transaction of the sign-in. */
  async open(userId: string): Promise<{ token: string; csrfToken: string; expiresAt: Date }> {
    const token = randomBytes(32).toString('base64url');
    const csrfToken = randomBytes(24).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + SESSION_HOURS * 3_600_000);
    await this.sessions.removeExpired(this.clock.now());
    await this.sessions.insert(hashOf(token), userId, csrfToken, expiresAt);
    return { token, csrfToken, expiresAt };
  }

  async end(token: string): Promise<void> {
    await this.sessions.remove(hashOf(token));
    await this.sessions.announce(`session:${sessionKeyOf(token)} signed_out`);
  }

  endAllOfActor(): Promise<void> {
    return this.endAllOf(currentActor().userId);
  }

  async endAllOf(userId: string, code: EndCode = 'signed_out'): Promise<void> {
    await this.sessions.removeAllOf(userId);
    await this.sessions.announce(`${userRoom(userId)} ${code}`);
  }

  /** Cuts this person's sockets; the console connects again and gets the rooms of its present rights. */
  async rightsChanged(userId: string): Promise<void> {
    await this.sessions.announce(`${userRoom(userId)} rights_changed`);
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A public handle of a session, for socket rooms; says nothing about its token. */
const sessionKeyOf = (token: string): string => createHash('sha256').update(`key ${token}`).digest('hex').slice(0, 24);

export const actorOf = (row: SessionRow, sessionKey: string): Actor => {
  const permissions = new Set<Permission>(row.roles.flatMap((role) => ROLE_PERMISSIONS[role] ?? []));
  const isShop = row.roles.some(isShopRole);
  const isPractising = row.practises_in !== null;
  return {
    userId: row.user_id,
    name: row.name,
    shortName: row.short_name,
    roles: row.roles,
    permissions: [...permissions].filter((each) => !isPractising || TRAINING_PERMISSIONS.includes(each)),
    // A shop's person belongs to exactly one tenant; more than one would be a fault, and then none is shown.
    tenantIds: isShop && row.tenant_ids.length !== 1 ? [] : row.tenant_ids,
    isShop,
    isPractising,
    language: row.language,
    sessionKey,
    sessionEndsAt: row.expires_at,
    csrfToken: row.csrf_token,
  };
};
