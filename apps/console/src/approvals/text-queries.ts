import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CannedTextRow, TextVersionView } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { api } from '../wire/api.js';
import { getItems } from '../wire/queries.js';

/** Every canned text in every language: what is told, what comes, what is being written. */
export const cannedTextsQuery = queryOptions({
  queryKey: ['canned-texts', 'list'],
  queryFn: ({ signal }) => getItems<CannedTextRow>('canned-texts', signal),
  refetchInterval: 30_000,
});

export const textVersionQuery = (id: string) =>
  queryOptions({
    queryKey: ['canned-texts', 'version', id],
    queryFn: ({ signal }) => api.get<TextVersionView>(`canned-texts/versions/${id}`, { signal }),
  });

/** A text whose next version waits for a second person. */
export type WaitingText = CannedTextRow & { next: NonNullable<CannedTextRow['next']> };

/** Texts that wait, the one that is to be told soonest first; none for those who do not decide about texts. */
export const useWaitingTexts = (): WaitingText[] => {
  const mayApprove = useCan('canned:approve');
  const { data } = useQuery({ ...cannedTextsQuery, enabled: mayApprove });
  return (data ?? [])
    .filter((row): row is WaitingText => row.next?.state === 'waiting')
    .toSorted((one, other) => momentOf(one).localeCompare(momentOf(other)));
};

const momentOf = ({ next }: WaitingText): string => next.effectiveFrom ?? next.requestedAt ?? '';
