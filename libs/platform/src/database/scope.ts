const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The tenants that one transaction may see. Computed by the server from the actor, the desk or the job; never from a request's body. */
export class TenantScope {
  private constructor(readonly tenantIds: readonly string[]) {}

  /** Sees no tenant's rows at all. */
  static readonly nothing = new TenantScope([]);

  static of(...tenantIds: string[]): TenantScope {
    for (const id of tenantIds) if (!isUuid(id)) throw new Error('a tenant id must be a lower-case UUID');
    return new TenantScope(tenantIds);
  }

  includes(tenantId: string): boolean {
    return this.tenantIds.includes(tenantId);
  }

  /** As a PostgreSQL array literal; safe to inline, as only UUIDs pass the constructor. */
  get literal(): string {
    return `{${this.tenantIds.join(',')}}`;
  }
}

export const isUuid = (value: string): boolean => UUID.test(value);
