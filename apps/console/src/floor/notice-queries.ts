import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DeskNoticePreview, DeskNoticePreviewRequest, DeskNotices } from '#libs/contracts';
import { api } from '../wire/api.js';

/** What stands on the forms of the desks, and the approved texts to choose from. */
export const deskNoticesQuery = queryOptions({
  queryKey: ['desk-notices'],
  queryFn: ({ signal }) => api.get<DeskNotices>('desk-notices', { signal }),
  refetchInterval: 30_000,
});

export const noticePreviewQuery = (request: DeskNoticePreviewRequest) =>
  queryOptions({
    queryKey: ['desk-notices', 'preview', request.deskId, request.key],
    queryFn: ({ signal }) => api.post<DeskNoticePreview>('desk-notices/preview', request, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
