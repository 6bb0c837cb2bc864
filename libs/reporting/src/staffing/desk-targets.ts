import { Injectable } from '@nestjs/common';
import type { PhoneTargets } from '#libs/contracts';
import { IncidentsService } from '#libs/incidents';
import { StaffingRepository } from './staffing.repository.js';
import { DEFAULT_ASSUMPTIONS } from './surge.js';

/** What the present incident's desk wants to keep on the phone: as its staffing plan says, which is staffed for it. */
@Injectable()
export class DeskTargets {
  constructor(
    private readonly plans: StaffingRepository,
    private readonly incidents: IncidentsService,
  ) {}

  async current(): Promise<PhoneTargets> {
    const incident = await this.incidents.current();
    const plan = incident && (await this.plans.plan(incident.id));
    const { serviceLevel, answerWithin, answerRate, shortUnder } = plan?.assumptions ?? DEFAULT_ASSUMPTIONS;
    return { serviceLevel, answerWithin, answerRate, shortUnder };
  }
}
