import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UsersService } from '#libs/identity';
import { HeldTicketsRepository } from './held-tickets.repository.js';
import { releasedState } from './ticket.states.js';
import { TicketsService } from './tickets.service.js';

/** Whoever no longer serves a tenant holds none of its tickets: each is put back like one that is given back by hand. */
@Injectable()
export class HeldTickets implements OnModuleInit {
  constructor(
    private readonly held: HeldTicketsRepository,
    private readonly verbs: TicketsService,
    private readonly users: UsersService,
  ) {}

  onModuleInit(): void {
    this.users.beforeLeaving((userId, tenantId) => this.putBack(userId, tenantId));
  }

  private async putBack(userId: string, tenantId: string): Promise<void> {
    for (const ticket of await this.held.lockOf(tenantId, userId)) {
      const state = releasedState(ticket.state, ticket.firstReplyAt !== null);
      const reason = { assigneeId: userId, reason: 'left_tenant' };
      await this.verbs.record(ticket, 'ticket.released', { assigneeId: null, state }, reason);
    }
  }
}
