import { Module } from '@nestjs/common';
import { DeskModule } from '#libs/desk';
import { IdentityModule } from '#libs/identity';
import { IncidentsModule } from '#libs/incidents';
import { CallListRepository } from './kpis/call-list.repository.js';
import { CallLists } from './kpis/call-list.service.js';
import { KpisController } from './kpis/kpis.controller.js';
import { KpisRepository } from './kpis/kpis.repository.js';
import { KpisService } from './kpis/kpis.service.js';
import { PeopleTime } from './kpis/people-time.js';
import { DeskTargets } from './staffing/desk-targets.js';
import { PresentPeople } from './staffing/present-people.js';
import { StaffingController } from './staffing/staffing.controller.js';
import { StaffingRepository } from './staffing/staffing.repository.js';
import { StaffingService } from './staffing/staffing.service.js';

/** Figures and staffing, computed from what the desk has recorded. */
@Module({
  imports: [DeskModule, IdentityModule, IncidentsModule],
  controllers: [KpisController, StaffingController],
  providers: [
    CallListRepository,
    CallLists,
    DeskTargets,
    KpisRepository,
    KpisService,
    PeopleTime,
    PresentPeople,
    StaffingRepository,
    StaffingService,
  ],
  exports: [KpisService, StaffingService],
})
export class ReportingModule {}
