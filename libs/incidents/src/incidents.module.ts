import { Global, Module } from '@nestjs/common';
import { IncidentHeader } from '#libs/identity';
import { CohortsRepository } from './cohorts/cohorts.repository.js';
import { IncidentFacts } from './incidents/incident-facts.js';
import { CurrentIncident } from './incidents/incident-header.js';
import { IncidentsRepository } from './incidents/incidents.repository.js';
import { IncidentsService } from './incidents/incidents.service.js';

/** What happened, to whom, and what each shop has delegated. Global, since identity asks it for the frame's header. */
@Global()
@Module({
  providers: [
    CohortsRepository,
    IncidentsRepository,
    IncidentFacts,
    IncidentsService,
    { provide: IncidentHeader, useClass: CurrentIncident },
  ],
  exports: [IncidentFacts, IncidentsService, IncidentHeader],
})
export class IncidentsModule {}
