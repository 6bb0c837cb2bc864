import { Injectable } from '@nestjs/common';
import type { SessionView } from '#libs/contracts';
import { IncidentHeader, TenantsService } from '#libs/identity';
import { requestLanguage } from '#libs/platform';
import { IncidentsRepository } from './incidents.repository.js';

/** The console's header: the newest incident of this person's shops, and how many shops that is. */
@Injectable()
export class CurrentIncident extends IncidentHeader {
  constructor(
    private readonly incidents: IncidentsRepository,
    private readonly tenants: TenantsService,
  ) {
    super();
  }

  async current(): Promise<SessionView['incident']> {
    const incident = await this.incidents.findCurrent();
    if (!incident) return null;
    return {
      title: requestLanguage() === 'ja' ? incident.title : incident.titleEn,
      ...(await this.tenants.count()),
    };
  }
}
