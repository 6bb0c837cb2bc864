import { Module } from '@nestjs/common';
import { CannedModule } from '../canned/canned.module.js';
import { DesksModule } from '../desks/desks.module.js';
import { AgentsModule } from '../people/agents.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { TrainingController } from './training.controller.js';
import { TrainingRepository } from './training.repository.js';
import { TrainingReviews } from './training-reviews.service.js';
import { TrainingRounds } from './training-rounds.service.js';

/** Practice with invented inquiries. */
@Module({
  imports: [AgentsModule, CannedModule, DesksModule, PeopleModule, TicketsModule],
  controllers: [TrainingController],
  providers: [TrainingRepository, TrainingReviews, TrainingRounds],
})
export class TrainingModule {}
