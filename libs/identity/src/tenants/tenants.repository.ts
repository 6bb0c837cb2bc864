import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';
import { SiteEntity } from './site.entity.js';
import { TenantEntity } from './tenant.entity.js';

@Injectable()
export class TenantsRepository extends Repository {
  async insert(tenant: TenantEntity, sites: readonly SiteEntity[]): Promise<void> {
    await this.of(TenantEntity).insert(tenant);
    await this.of(SiteEntity).insert([...sites]);
  }

  /** All tenants in the scope of this transaction. */
  list(): Promise<TenantEntity[]> {
    return this.of(TenantEntity).find({ order: { name: 'ASC' } });
  }

  async count(): Promise<{ tenantCount: number; siteCount: number }> {
    return (await this.one<{ tenantCount: number; siteCount: number }>(
      `SELECT (SELECT count(*)::int FROM tenant) AS "tenantCount", (SELECT count(*)::int FROM site) AS "siteCount"`,
    ))!;
  }
}
