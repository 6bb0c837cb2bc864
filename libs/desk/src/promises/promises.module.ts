import { Module } from '@nestjs/common';
import { DesksModule } from '../desks/desks.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { PromiseAlarmJob } from './promise-alarm.job.js';
import { PromiseAttempts } from './promise-attempts.service.js';
import { PromiseKeeping } from './promise-keeping.js';
import { PromisesController } from './promises.controller.js';
import { PromisesPush } from './promises.push.js';
import { PromisesRepository } from './promises.repository.js';
import { PromisesService } from './promises.service.js';

/** What the desk owes at a time, across channels. */
@Module({
  imports: [DesksModule, TicketsModule],
  controllers: [PromisesController],
  providers: [PromiseAlarmJob, PromiseAttempts, PromiseKeeping, PromisesPush, PromisesRepository, PromisesService],
  exports: [PromiseAttempts, PromiseKeeping, PromisesRepository, PromisesService],
})
export class PromisesModule {}
