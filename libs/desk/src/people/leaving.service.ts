import { Injectable } from '@nestjs/common';
import { releasedState } from '../tickets/ticket.states.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { AgentStates } from './agent-states.service.js';
import { NextTicketRepository } from './next-ticket.repository.js';

/** Why tickets went back to the queue although nobody released them. */
export type LeavingReason = 'signed_out' | 'vanished';

/** A person leaves the desk: the timeline ends, and what he or she held waits for a colleague. */
@Injectable()
export class Leaving {
  constructor(
    private readonly states: AgentStates,
    private readonly hands: NextTicketRepository,
    private readonly tickets: TicketsRepository,
    private readonly verbs: TicketsService,
  ) {}

  /** Returns how many tickets went back. `keep` leaves them in hand, for somebody who will be back. */
  async leave(userId: string, reason: LeavingReason, at: Date, keep = false): Promise<number> {
    await this.states.set(userId, 'offline', at);
    return keep ? 0 : this.returnAll(userId, reason);
  }

  /** Tickets whose next step is ours; those that wait for others stay with the one who knows them. */
  private async returnAll(userId: string, reason: LeavingReason): Promise<number> {
    let returned = 0;
    for (const id of await this.hands.inHands(userId)) {
      const ticket = await this.tickets.lock(id);
      if (ticket?.assigneeId !== userId) continue;
      const state = releasedState(ticket.state, ticket.firstReplyAt !== null);
      await this.verbs.record(ticket, 'ticket.released', { assigneeId: null, state }, { assigneeId: userId, reason });
      returned += 1;
    }
    return returned;
  }
}
