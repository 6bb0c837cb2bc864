import { Injectable } from '@nestjs/common';
import type { MoveAnswer, MoveRequest } from '#libs/contracts';
import { UsersService } from '#libs/identity';
import { DomainError, notFound } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { releasedState, takenState } from '../tickets/ticket.states.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { AgentStatesRepository } from './agent-states.repository.js';
import { type MoveSource, WorkMovesRepository } from './work-moves.repository.js';

/** A supervisor moves the work of a person, or what lies free at a desk, to a colleague or back to the queue. */
@Injectable()
export class WorkMoves {
  constructor(
    private readonly moves: WorkMovesRepository,
    private readonly people: AgentStatesRepository,
    private readonly desks: DesksService,
    private readonly users: UsersService,
    private readonly tickets: TicketsRepository,
    private readonly verbs: TicketsService,
  ) {}

  /** The soonest due first, at most `count`. What a colleague takes in this moment, or `to` does not serve, stays where it is. */
  async move(request: MoveRequest): Promise<MoveAnswer> {
    const source = await this.sourceOf(request);
    const to = request.to;
    if (to !== null && !(await this.users.staff()).some(({ id }) => id === to)) {
      throw new DomainError('ticket.assignee_not_allowed');
    }
    const holder = 'personId' in source ? source.personId : null;
    let moved = 0;
    if (to !== holder) {
      for (const id of await this.moves.waiting(source, to, request.count)) {
        const ticket = await this.tickets.lock(id);
        // Somebody else was faster: then it is not where it was any more.
        if (!ticket || ticket.assigneeId !== holder) continue;
        await (to === null ? this.returnToQueue(ticket) : this.give(ticket, to));
        moved += 1;
      }
    }
    return { moved, left: await this.moves.count(source) };
  }

  private async returnToQueue(ticket: TicketEntity): Promise<void> {
    const state = releasedState(ticket.state, ticket.firstReplyAt !== null);
    const payload = { assigneeId: ticket.assigneeId, reason: 'pulled_back' };
    await this.verbs.record(ticket, 'ticket.released', { assigneeId: null, state }, payload);
  }

  private async give(ticket: TicketEntity, to: string): Promise<void> {
    const change = { assigneeId: to, state: takenState(ticket.state) };
    await this.verbs.record(ticket, 'ticket.assigned', change, { assigneeId: to, before: ticket.assigneeId });
  }

  /** Throws `not_found` for a person or desk outside the scope. */
  private async sourceOf({ personId, deskId, channel, to }: MoveRequest): Promise<MoveSource> {
    if (personId !== undefined && deskId === undefined) {
      if (!(await this.people.isColleague(personId))) throw notFound();
      return { personId };
    }
    // What is free already cannot be put back.
    if (personId !== undefined || deskId === undefined || to === null) {
      throw new DomainError('request.invalid', { fields: ['personId', 'deskId', 'to'] });
    }
    return { deskId: (await this.desks.get(deskId)).id, channel: channel ?? null };
  }
}
