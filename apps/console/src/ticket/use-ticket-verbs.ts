import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type {
  HandBackRequest,
  MergeRequest,
  Priority,
  ReplyRequest,
  TicketRow,
  TicketView,
  Topic,
} from '#libs/contracts';
import { api } from '../wire/api.js';
import { takeTicket, ticketQuery } from '../wire/queries.js';

type SeenTicket = Pick<TicketRow, 'id' | 'number' | 'version'>;

/** The verbs on a ticket. Each answers with the ticket after it, which every part of the screen then shows. */
export const useTicketVerbs = (take: (rows: readonly TicketRow[]) => void) => {
  const queries = useQueryClient();
  return useMemo(() => {
    const post = async (path: string, body: unknown = {}): Promise<TicketView> => {
      const ticket = await api.post<TicketView>(`tickets/${path}`, body);
      takeTicket(queries, ticket);
      take([ticket]);
      return ticket;
    };
    return {
      next: () => post('next'),
      claim: (id: string) => post(`${id}/claim`),
      release: (id: string) => post(`${id}/release`),
      resolve: (id: string) => post(`${id}/resolve`),
      reopen: (id: string) => post(`${id}/reopen`),
      assign: (id: string, assigneeId: string) => post(`${id}/assign`, { assigneeId }),
      sort: (id: string, sorting: { topic?: Topic; priority?: Priority }) => post(`${id}/sort`, sorting),
      note: (id: string, text: string) => post(`${id}/notes`, { text }),
      undo: (id: string, messageId: string) => post(`${id}/replies/${messageId}/undo`),
      handBack: (id: string, request: HandBackRequest) => post(`${id}/hand-back`, request),
      reply: (id: string, request: ReplyRequest) => post(`${id}/replies`, request),
      /** Shows the survivor; the other one is read anew when it is opened. */
      merge: async (merged: SeenTicket, into: SeenTicket) => {
        const request: MergeRequest = { into: into.id, baseVersion: merged.version, intoVersion: into.version };
        const survivor = await post(`${merged.id}/merge`, request);
        await queries.invalidateQueries({ queryKey: ticketQuery(merged.number).queryKey });
        return survivor;
      },
      unmerge: async (number: string) => {
        const ticket = await post(`${number}/unmerge`);
        await queries.invalidateQueries({ queryKey: ['ticket'] });
        await queries.invalidateQueries({ queryKey: ['ticket-same'] });
        return ticket;
      },
    };
  }, [queries, take]);
};

export type TicketVerbs = ReturnType<typeof useTicketVerbs>;
