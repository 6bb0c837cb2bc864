import { queryOptions } from '@tanstack/react-query';
import type { EscalationRow, OwnSupervisorCall, SupervisorCall, TicketEscalation } from '#libs/contracts';
import { api } from '../wire/api.js';
import { getItems } from '../wire/queries.js';

export const escalationsQuery = queryOptions({
  queryKey: ['escalations', 'list'],
  queryFn: ({ signal }) => getItems<EscalationRow>('escalations', signal),
  refetchInterval: 60_000,
});

export const supervisorCallsQuery = queryOptions({
  queryKey: ['supervisor-calls', 'list'],
  queryFn: ({ signal }) => getItems<SupervisorCall>('calls/supervisor', signal),
  refetchInterval: 60_000,
});

export const ownSupervisorCallQuery = queryOptions({
  queryKey: ['supervisor-calls', 'mine'],
  queryFn: ({ signal }) => api.get<OwnSupervisorCall>('calls/supervisor/mine', { signal }),
  refetchInterval: 60_000,
});

export const ticketEscalationQuery = (ticketId: string, version: number) =>
  queryOptions({
    queryKey: ['escalations', 'ticket', ticketId, version],
    queryFn: ({ signal }) => api.get<TicketEscalation>(`tickets/${ticketId}/escalation`, { signal }),
  });
