import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Language } from '#libs/contracts';
import { DeskDirectory, DeskNotices, type DeskOfShop, DesksService, nextChange } from '#libs/desk';
import { IncidentFacts, type Statement, type TenantFacts } from '#libs/incidents';
import { Clock, Database, type ScopeResolver, TenantScope } from '#libs/platform';

/** All that the public pages of one desk say, as of one moment. */
export interface PublicDesk {
  desk: DeskOfShop;
  facts: TenantFacts;
  /** Newest first. */
  statements: Statement[];
  /** What the desk tells everybody who comes, while it cannot keep up. */
  notice: Record<Language, string> | null;
  noticeChangesAt: Date | null;
}

/** Between an approval and every page showing it lie at most these seconds; page, facts box and form change together. */
const KEPT_MS = 5_000;
const MAX_DESKS = 500;

/** What the public pages show of a desk, read in one transaction and kept for a few seconds: a rush does not reach the database. */
@Injectable()
export class PublicDesks {
  private readonly kept = new Map<string, { desk: Promise<PublicDesk | null>; until: number }>();

  constructor(
    private readonly directory: DeskDirectory,
    private readonly desks: DesksService,
    private readonly facts: IncidentFacts,
    private readonly notices: DeskNotices,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Null for an address that no desk has. Opens a transaction of its own: not for use within one. */
  find(slug: string): Promise<PublicDesk | null> {
    const now = this.clock.now().getTime();
    const known = this.kept.get(slug);
    if (known && known.until > now) return known.desk;
    const desk = this.load(slug);
    const entry = { desk, until: now + KEPT_MS };
    this.keep(slug, entry);
    desk.then(
      (found) => {
        // Hours and notices that change do so to the second, also for those who came just before.
        const changes = found ? [nextChange(found.desk.hours, new Date(now)), found.noticeChangesAt] : [];
        for (const change of changes) if (change) entry.until = Math.min(entry.until, change.getTime());
      },
      // A failure is not remembered: the next visitor tries again.
      () => this.kept.delete(slug),
    );
    return desk;
  }

  private async load(slug: string): Promise<PublicDesk | null> {
    const tenantId = await this.directory.tenantOf(slug);
    if (tenantId === null) return null;
    return this.database.transaction(TenantScope.of(tenantId), async () => {
      const desk = await this.desks.findBySlug(slug);
      if (!desk) return null;
      const facts = await this.facts.forTenant(tenantId, desk.incidentId);
      const statements = await this.facts.statements(desk.incidentId);
      const { text: notice, changesAt: noticeChangesAt } = await this.notices.standing(desk, this.clock.now());
      return { desk, facts, statements, notice, noticeChangesAt };
    });
  }

  private keep(slug: string, entry: { desk: Promise<PublicDesk | null>; until: number }): void {
    this.kept.delete(slug);
    this.kept.set(slug, entry);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MAX_DESKS) break;
      this.kept.delete(oldest);
    }
  }
}

const desksOfRequests = new WeakMap<FastifyRequest, PublicDesk | null>();

/** The desk that a form post is for, found before the post's transaction, which gets that desk's tenant as its scope. */
@Injectable()
export class DeskSlugScope implements ScopeResolver {
  constructor(private readonly desks: PublicDesks) {}

  /** An unknown address sees nothing; the handler answers with the page for it. */
  async resolve(request: FastifyRequest): Promise<TenantScope> {
    const { slug } = request.params as { slug: string };
    const found = await this.desks.find(slug);
    desksOfRequests.set(request, found);
    return found ? TenantScope.of(found.desk.tenantId) : TenantScope.nothing;
  }

  /** What `resolve` found for this request. */
  deskOf(request: FastifyRequest): PublicDesk | null {
    return desksOfRequests.get(request) ?? null;
  }
}
