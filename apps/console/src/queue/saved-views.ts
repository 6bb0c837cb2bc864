import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ListView, NewSavedView, SavedView } from '#libs/contracts';
import type { QueueSearch } from '../app/search.js';
import { api } from '../wire/api.js';
import type { QueueView } from './queue-views.js';

const savedViewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) => (await api.get<ListView<SavedView>>('views', { signal })).items,
  staleTime: 5 * 60_000,
});

/** What of the present list may be kept: never the words that were searched for, they name people. */
const filtersOf = ({ shop, topic, channel, owner, due }: QueueSearch) =>
  // The address is free text; the server refuses what is no filter.
  ({ shop, topic, channel, owner, due }) as NewSavedView['search'];

/** The views of this person and of the team, and what can be done with them. Each fails with an ApiError. */
export const useSavedViews = () => {
  const queries = useQueryClient();
  const views = useQuery(savedViewsQuery).data ?? [];
  const afterwards = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } finally {
      await queries.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
    }
  };
  return {
    views,
    save: (name: string, view: QueueView, search: QueueSearch) =>
      afterwards(api.post('views', { name, view, search: filtersOf(search) })),
    rename: (id: string, name: string) => afterwards(api.put(`views/${id}`, { name })),
    share: (id: string, shared: boolean) => afterwards(api.post(`views/${id}/share`, { shared })),
    remove: (id: string) => afterwards(api.delete(`views/${id}`)),
  };
};
