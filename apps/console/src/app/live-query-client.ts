import {
  type DataTag,
  type InvalidateOptions,
  type InvalidateQueryFilters,
  noop,
  type Query,
  QueryClient,
  type QueryKey,
  type SetDataOptions,
  type Updater,
} from '@tanstack/react-query';

/**
 * By itself TanStack Query takes the answer that comes last for the newest. One that is on its way while a push or the answer to one's
 * own change comes may be older than they are: here it is asked for again, and never stands in the place of what is newer.
 */
export class LiveQueryClient extends QueryClient {
  /** Shows at once what is set. */
  override setQueryData<Data>(
    queryKey: QueryKey,
    updater: Data | undefined | ((known: never) => Data | undefined),
    options?: SetDataOptions,
  ): Data | undefined {
    const asking = this.getQueryCache().find({ queryKey, fetchStatus: 'fetching' });
    const data = super.setQueryData<Data>(queryKey, updater as Updater<Data | undefined, Data | undefined>, options);
    if (asking?.state.data !== undefined) dropAndAskAgain(asking);
    else if (asking) void this.invalidateQueries({ queryKey, exact: true });
    return data;
  }

  override async invalidateQueries(filters: InvalidateQueryFilters = {}, options?: InvalidateOptions): Promise<void> {
    const first = this.getQueryCache()
      .findAll(filters)
      .filter(({ state }) => state.data === undefined && state.fetchStatus !== 'idle');
    const again = first.map((query) => this.askAfterFirst(query, filters, options));
    await Promise.all([super.invalidateQueries(filters, options), ...again]);
  }

  /** A first answer is shown even so: without it there is nothing to show. */
  private async askAfterFirst(query: Query, { refetchType }: InvalidateQueryFilters, options?: InvalidateOptions) {
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

/** Whoever waits for the dropped answer, or for a further page, gets the newer one; a failure stands in the query's state. */
const dropAndAskAgain = (query: Query): void => {
  const { fetchMeta } = query.state;
  void query.fetch(undefined, { cancelRefetch: true, ...(fetchMeta && { meta: fetchMeta }) }).catch(noop);
};

/**
 * Takes a step of one's own and shows its answer, in what is known where it is a part of that. Where something else came in the meantime,
 * nothing says which of the two is newer: it is asked for again.
 */
export const takeAnswer = async <Data, Answer>(
  queries: QueryClient,
  queryKey: DataTag<QueryKey, Data, Error>,
  step: () => Promise<Answer>,
  ...[onto]: Answer extends Data ? [] : [onto: (known: Data | undefined, answer: Answer) => Data | undefined]
): Promise<Answer> => {
  const shown = () => queries.getQueryState(queryKey)?.dataUpdateCount;
  const before = shown();
  const answer = await step();
  if (shown() !== before) await queries.invalidateQueries({ queryKey, exact: true });
  else
    queries.setQueryData(queryKey, (known: Data | undefined) =>
      onto ? onto(known, answer) : (answer as Data & Answer),
    );
  return answer;
};

/** A list with one of its rows as it is now. */
export const withRow = <Row extends { id: string }>(
  known: readonly Row[] | undefined,
  changed: Row,
): Row[] | undefined => known?.map((each) => (each.id === changed.id ? changed : each));
