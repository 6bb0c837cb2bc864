import { Injectable } from '@nestjs/common';
import { can, Clock, currentActor, DomainError } from '#libs/platform';
import type { ListTicketsDto } from '../tickets/tickets.dto.js';
import { type ListRequest, statesOf } from './queue.service.js';

const PAGE = 50;
const SOON_MS = 30 * 60_000;

/** Turns what a list's address says into what the queue is asked. */
@Injectable()
export class ListRequests {
  constructor(private readonly clock: Clock) {}

  of(query: ListTicketsDto): ListRequest {
    const now = this.clock.now();
    return {
      q: query.q?.trim() || null,
      sort: query.sort ?? (query.due ? 'due' : 'newest'),
      cursor: query.cursor ?? null,
      limit: query.limit ?? PAGE,
      filter: {
        states: statesOf(query.state ?? (query.due ? ['waiting'] : undefined)),
        deskId: query.deskId ?? null,
        tenantId: query.tenantId ?? null,
        channel: query.channel ?? null,
        topic: query.topic ?? null,
        assigneeId: assigneeOf(query.assignee),
        unassigned: query.assignee === 'none',
        restricted: can('ticket:restricted'),
        dueBefore: query.due ? new Date(now.getTime() + (query.due === 'soon' ? SOON_MS : 0)) : null,
      },
    };
  }
}

const assigneeOf = (given: string | undefined): string | null => {
  if (given === undefined) return null;
  // Who works on what is the floor's own affair: a shop's people could find it out by filtering.
  if (currentActor().isShop) throw new DomainError('request.invalid', { fields: ['assignee'] });
  if (given === 'none') return null;
  return given === 'me' ? currentActor().userId : given;
};
