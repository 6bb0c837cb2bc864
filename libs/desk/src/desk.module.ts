import { Module } from '@nestjs/common';
import { ApprovalsModule } from './approvals/approvals.module.js';
import { CannedModule } from './canned/canned.module.js';
import { DesksModule } from './desks/desks.module.js';
import { MergingModule } from './merging/merging.module.js';
import { AgentsModule } from './people/agents.module.js';
import { EscalationsModule } from './escalations/escalations.module.js';
import { FloorMessagesModule } from './floor-messages/floor-messages.module.js';
import { PeopleModule } from './people/people.module.js';
import { PhoneModule } from './phone/phone.module.js';
import { PromisesModule } from './promises/promises.module.js';
import { QualityModule } from './quality/quality.module.js';
import { TicketsModule } from './tickets/tickets.module.js';
import { TrainingModule } from './training/training.module.js';
import { ViewsModule } from './views/views.module.js';

/** Desks, tickets, the queue and the answers. */
@Module({
  imports: [
    AgentsModule,
    ApprovalsModule,
    CannedModule,
    DesksModule,
    EscalationsModule,
    FloorMessagesModule,
    MergingModule,
    PeopleModule,
    PhoneModule,
    PromisesModule,
    QualityModule,
    TicketsModule,
    TrainingModule,
    ViewsModule,
  ],
  exports: [
    AgentsModule,
    ApprovalsModule,
    CannedModule,
    DesksModule,
    EscalationsModule,
    PeopleModule,
    PhoneModule,
    PromisesModule,
    QualityModule,
    TicketsModule,
  ],
})
export class DeskModule {}
