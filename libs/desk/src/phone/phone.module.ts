import { Module } from '@nestjs/common';
import { CannedModule } from '../canned/canned.module.js';
import { DesksModule } from '../desks/desks.module.js';
import { EscalationsModule } from '../escalations/escalations.module.js';
import { AgentsModule } from '../people/agents.module.js';
import { PromisesModule } from '../promises/promises.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AbandonedCalls } from './abandoned-calls.service.js';
import { CallEventKeysRepository } from './call-event-keys.repository.js';
import { CallEventKeys } from './call-event-keys.service.js';
import { CallEventsController } from './call-events.controller.js';
import { CallEventScope } from './call-events.scope.js';
import { CallEvents } from './call-events.service.js';
import { CallHandOvers } from './call-hand-overs.service.js';
import { CallTickets } from './call-tickets.service.js';
import { CallWords } from './call-words.service.js';
import { Callers } from './caller.service.js';
import { CallsController } from './calls.controller.js';
import { CallsRepository } from './calls.repository.js';
import { CallsService } from './calls.service.js';
import { NumberLeasesRepository } from './number-leases.repository.js';
import { NumberLeases } from './number-leases.service.js';
import { PhoneLinesRepository } from './phone-lines.repository.js';
import { PhoneScripts } from './phone-script.service.js';
import { PhonePush } from './phone.push.js';

/** The phone desk: calls as agents write them down and as a telephony system tells of them. */
@Module({
  imports: [AgentsModule, CannedModule, DesksModule, EscalationsModule, PromisesModule, TicketsModule],
  controllers: [CallEventsController, CallsController],
  providers: [
    AbandonedCalls,
    CallEventKeys,
    CallEventKeysRepository,
    CallEvents,
    CallEventScope,
    Callers,
    CallHandOvers,
    CallsRepository,
    CallsService,
    CallTickets,
    CallWords,
    NumberLeases,
    NumberLeasesRepository,
    PhoneLinesRepository,
    PhonePush,
    PhoneScripts,
  ],
  exports: [CallsService],
})
export class PhoneModule {}
