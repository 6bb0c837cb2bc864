import { Module } from '@nestjs/common';
import { ApprovalsModule } from './approvals/approvals.module.js';
import { CannedModule } from './canned/canned.module.js';
import { DesksModule } from './desks/desks.module.js';
import { PeopleModule } from './people/people.module.js';
import { TicketsModule } from './tickets/tickets.module.js';

/** Desks, tickets, the queue and the answers. */
@Module({
  imports: [ApprovalsModule, CannedModule, DesksModule, PeopleModule, TicketsModule],
  exports: [ApprovalsModule, CannedModule, DesksModule, PeopleModule, TicketsModule],
})
export class DeskModule {}
