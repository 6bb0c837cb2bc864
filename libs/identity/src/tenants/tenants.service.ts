import { Injectable } from '@nestjs/common';
import type { ShopHue } from '#libs/contracts';
import { newId } from '#libs/platform';
import { TenantsRepository } from './tenants.repository.js';
import type { SiteEntity } from './site.entity.js';
import type { TenantEntity } from './tenant.entity.js';

export interface NewTenant {
  /** Chosen by the caller, since the transaction that creates the tenant already has it in its scope. */
  id: string;
  name: string;
  kind?: TenantEntity['kind'];
  sites: readonly { name: string; url?: string; glyph: string; hue: ShopHue }[];
}

@Injectable()
export class TenantsService {
  constructor(private readonly tenants: TenantsRepository) {}

  async create(given: NewTenant): Promise<{ tenant: TenantEntity; sites: SiteEntity[] }> {
    const tenant = { id: given.id, name: given.name, kind: given.kind ?? ('shop' as const) };
    const sites = given.sites.map((site) => ({ tenantId: given.id, id: newId(), url: null, ...site }));
    await this.tenants.insert(tenant, sites);
    return { tenant, sites };
  }

  list(): Promise<TenantEntity[]> {
    return this.tenants.list();
  }

  /** How many tenants and sites this scope holds, for the frame's header. */
  count(): Promise<{ tenantCount: number; siteCount: number }> {
    return this.tenants.count();
  }
}
