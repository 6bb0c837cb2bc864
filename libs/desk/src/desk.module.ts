import { Module } from '@nestjs/common';
import { CannedModule } from './canned/canned.module.js';
import { DesksModule } from './desks/desks.module.js';
import { TicketsModule } from './tickets/tickets.module.js';

/** Desks, tickets, the queue and the answers. */
@Module({
  imports: [CannedModule, DesksModule, TicketsModule],
  exports: [CannedModule, DesksModule, TicketsModule],
})
export class DeskModule {}
