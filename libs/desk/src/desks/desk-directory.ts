import { Injectable } from '@nestjs/common';
import { Clock, Database, TenantScope } from '#libs/platform';
import { DesksRepository } from './desks.repository.js';

const KEPT_MS = 60_000;
const MAX_SLUGS = 2_000;
const SLUG = /^[a-z0-9][a-z0-9-]{1,62}$/;

/** Which tenant a public desk address belongs to, remembered for a minute. Used before a stimulus has its scope. */
@Injectable()
export class DeskDirectory {
  private readonly known = new Map<string, { tenantId: string | null; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly desks: DesksRepository,
    private readonly clock: Clock,
  ) {}

  /** Null for a slug that no desk has. */
  async tenantOf(slug: string): Promise<string | null> {
    if (!SLUG.test(slug)) return null;
    const now = this.clock.now().getTime();
    const kept = this.known.get(slug);
    if (kept && kept.until > now) return kept.tenantId;
    const tenantId = await this.database.transaction(TenantScope.nothing, () => this.desks.tenantOfSlug(slug));
    this.keep(slug, { tenantId, until: now + KEPT_MS });
    return tenantId;
  }

  /** A desk has just opened: what was remembered about its address is old. */
  forget(slug: string): void {
    this.known.delete(slug);
  }

  /** Guessed addresses must not fill the memory: the oldest goes first. */
  private keep(slug: string, entry: { tenantId: string | null; until: number }): void {
    this.known.delete(slug);
    this.known.set(slug, entry);
    if (this.known.size <= MAX_SLUGS) return;
    for (const oldest of this.known.keys()) {
      this.known.delete(oldest);
      break;
    }
  }
}
