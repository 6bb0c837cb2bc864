import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type StatusLink, StatusLinks } from '#libs/desk';
import { type ScopeResolver, TenantScope } from '#libs/platform';

const linksOfRequests = new WeakMap<FastifyRequest, StatusLink>();

/** The ticket that a requester's own link opens, found before the page's transaction. The link stands in the path, or in `?r=`. */
@Injectable()
export class StatusLinkScope implements ScopeResolver {
  constructor(private readonly links: StatusLinks) {}

  /** An unknown link sees nothing; the handler answers with the page for it. */
  async resolve(request: FastifyRequest): Promise<TenantScope> {
    const token = (request.params as { token?: unknown }).token ?? (request.query as { r?: unknown }).r;
    const link = typeof token === 'string' ? await this.links.resolve(token) : null;
    if (!link) return TenantScope.nothing;
    linksOfRequests.set(request, link);
    return TenantScope.of(link.tenantId);
  }

  /** What `resolve` found for this request. */
  linkOf(request: FastifyRequest): StatusLink | null {
    return linksOfRequests.get(request) ?? null;
  }
}
