import type { TenantCounters } from '#libs/contracts';

/** A push may carry only some tenants' counters: the others keep what they had. */
export const withCounters = (known: readonly TenantCounters[], pushed: readonly TenantCounters[]): TenantCounters[] => {
  const fresh = new Map(pushed.map((counters) => [counters.tenantId, counters]));
  const knownIds = new Set(known.map((counters) => counters.tenantId));
  return [
    ...known.map((counters) => fresh.get(counters.tenantId) ?? counters),
    ...[...fresh.values()].filter((counters) => !knownIds.has(counters.tenantId)),
  ];
};
