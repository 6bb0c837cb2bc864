import { type InvalidateOptions, type InvalidateQueryFilters, type Query, QueryClient } from '@tanstack/react-query';

/**
 * What a push makes stale is asked for again even while its very first answer is on its way, which may be older than the push: by
 * itself TanStack Query takes that answer for the new one.
 */
export class LiveQueryClient extends QueryClient {
  override async invalidateQueries(filters: InvalidateQueryFilters = {}, options?: InvalidateOptions): Promise<void> {
    const first = this.getQueryCache()
      .findAll(filters)
      .filter(({ state }) => state.data === undefined && state.fetchStatus !== 'idle');
    const again = first.map((query) => this.askAgain(query, filters, options));
    await Promise.all([super.invalidateQueries(filters, options), ...again]);
  }

  private async askAgain(query: Query, { refetchType }: InvalidateQueryFilters, options?: InvalidateOptions) {
    // One that fails is shown as failed by whoever looks at it, and there is no old answer to replace.
    const isAnswered = await query.promise?.then(
      () => true,
      () => false,
    );
    if (!isAnswered) return;
    await super.invalidateQueries(
      { queryKey: query.queryKey, exact: true, ...(refetchType && { refetchType }) },
      options,
    );
  }
}
