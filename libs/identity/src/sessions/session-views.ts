import { Injectable } from '@nestjs/common';
import type { SessionView } from '#libs/contracts';
import { Clock, Database, DomainError, TenantScope } from '#libs/platform';
import { actorOf, Sessions } from './sessions.service.js';

/** What the console's frame says of the incident that this person works on. Provided by incidents. */
export abstract class IncidentHeader {
  abstract current(): Promise<SessionView['incident']>;
}

/** The signed-in person as the console sees him or her. */
@Injectable()
export class SessionViews {
  constructor(
    private readonly sessions: Sessions,
    private readonly header: IncidentHeader,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async of(token: string): Promise<SessionView> {
    const row = await this.sessions.find(token, this.clock.now());
    if (!row) throw new DomainError('session.required');
    const actor = actorOf(row, '');
    const scope = TenantScope.of(...actor.tenantIds);
    const incident = await this.database.transaction(scope, () => this.header.current());
    return {
      user: {
        id: row.user_id,
        email: row.email,
        name: row.name,
        shortName: row.short_name,
        roles: row.roles,
        permissions: [...actor.permissions],
        language: row.language,
        tenantId: actor.isShop ? (actor.tenantIds[0] ?? null) : null,
      },
      csrfToken: row.csrf_token,
      incident,
      isPractising: actor.isPractising,
      expiresAt: row.expires_at.toISOString(),
    };
  }
}
