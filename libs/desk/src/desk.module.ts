import { Module } from '@nestjs/common';
import { DesksModule } from './desks/desks.module.js';
import { TicketsModule } from './tickets/tickets.module.js';

/** Desks, tickets, the queue and the answers. */
@Module({
  imports: [DesksModule, TicketsModule],
  exports: [DesksModule, TicketsModule],
})
export class DeskModule {}
