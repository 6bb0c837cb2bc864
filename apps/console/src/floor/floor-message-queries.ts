import { queryOptions } from '@tanstack/react-query';
import type { FloorMessageView, UnreadMessage } from '#libs/contracts';
import { getItems } from '../wire/queries.js';

/** What this person has not read yet. */
export const unreadMessagesQuery = queryOptions({
  queryKey: ['floor-messages', 'unread'],
  queryFn: ({ signal }) => getItems<UnreadMessage>('people/me/messages', signal),
  refetchInterval: 60_000,
});

/** What stands on all screens, and who has read it. */
export const floorMessagesQuery = queryOptions({
  queryKey: ['floor-messages', 'standing'],
  queryFn: ({ signal }) => getItems<FloorMessageView>('floor/messages', signal),
  refetchInterval: 30_000,
});
