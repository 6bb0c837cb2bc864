import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { FloorMessagesController } from './floor-messages.controller.js';
import { FloorMessagesPush } from './floor-messages.push.js';
import { FloorMessagesRepository } from './floor-messages.repository.js';
import { FloorMessages } from './floor-messages.service.js';

/** What supervisors tell everybody at the desk. */
@Module({
  imports: [TicketsModule],
  controllers: [FloorMessagesController],
  providers: [FloorMessages, FloorMessagesPush, FloorMessagesRepository],
})
export class FloorMessagesModule {}
