import { queryOptions } from '@tanstack/react-query';
import type { ApprovalWish, DeskHoursView, HoursPreviewRequest, HoursPreviewView } from '#libs/contracts';
import { api } from '../wire/api.js';

export const hoursQuery = (deskId: string) =>
  queryOptions({
    queryKey: ['desks', deskId, 'hours'],
    queryFn: ({ signal }) => api.get<DeskHoursView>(`desks/${deskId}/hours`, { signal }),
  });

/** Which replies a shop wants a second person to read. */
export const wishQuery = (deskId: string) =>
  queryOptions({
    queryKey: ['desks', deskId, 'approval-wish'],
    queryFn: ({ signal }) => api.get<{ wish: ApprovalWish }>(`desks/${deskId}/approval-wish`, { signal }),
  });

/** How the desk presents itself, saved or drafted; asked for anew whenever the question changes. */
export const previewQuery = (deskId: string, request: HoursPreviewRequest) =>
  queryOptions({
    queryKey: ['desks', deskId, 'hours', 'preview', request],
    queryFn: ({ signal }) => api.post<HoursPreviewView>(`desks/${deskId}/hours/preview`, request, { signal }),
    placeholderData: (known) => known,
    retry: false,
  });
