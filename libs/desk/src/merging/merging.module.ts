import { Module } from '@nestjs/common';
import { PromisesModule } from '../promises/promises.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { MergingController } from './merging.controller.js';
import { Merging } from './merging.service.js';
import { SamePerson } from './same-person.service.js';

/** Inquiries of one person that are answered as one. */
@Module({
  imports: [PromisesModule, TicketsModule],
  controllers: [MergingController],
  providers: [Merging, SamePerson],
})
export class MergingModule {}
