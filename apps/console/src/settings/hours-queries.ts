import { queryOptions } from '@tanstack/react-query';
import type { DeskHoursView, HoursPreviewRequest, HoursPreviewView } from '#libs/contracts';
import { api } from '../wire/api.js';

export const hoursQuery = (deskId: string) =>
  queryOptions({
    queryKey: ['desks', deskId, 'hours'],
    queryFn: ({ signal }) => api.get<DeskHoursView>(`desks/${deskId}/hours`, { signal }),
  });

/** How the desk presents itself, saved or drafted; asked for anew whenever the question changes. */
export const previewQuery = (deskId: string, request: HoursPreviewRequest) =>
  queryOptions({
    queryKey: ['desks', deskId, 'hours', 'preview', request],
    queryFn: ({ signal }) => api.post<HoursPreviewView>(`desks/${deskId}/hours/preview`, request, { signal }),
    placeholderData: (known) => known,
    retry: false,
  });
