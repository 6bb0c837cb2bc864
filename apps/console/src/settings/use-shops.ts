import { useMemo } from 'react';
import { useDesks } from '../wire/queries.js';

/** The shop companies of this person's scope, by name. */
export const useShops = (): readonly { id: string; name: string }[] => {
  const desks = useDesks();
  return useMemo(() => {
    const names = new Map([...desks.values()].map(({ tenantId, tenantName }) => [tenantId, tenantName]));
    return [...names].map(([id, name]) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name, 'ja'));
  }, [desks]);
};
