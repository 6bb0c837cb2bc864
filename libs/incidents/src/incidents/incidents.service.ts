import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/platform';
import { CohortsRepository, type NewCohort } from '../cohorts/cohorts.repository.js';
import { itemNames } from '../cohorts/item.wording.js';
import {
  type Engagement,
  type Incident,
  type IncidentFact,
  IncidentsRepository,
  type Statement,
} from './incidents.repository.js';

/** Sets up what happened and what each shop delegated. Called by set-up, which has its own permission; shops' rows need the scope. */
@Injectable()
export class IncidentsService {
  constructor(
    private readonly incidents: IncidentsRepository,
    private readonly cohorts: CohortsRepository,
    private readonly events: EventLog,
  ) {}

  /** No incident yet: nothing has been set up. */
  isEmpty(): Promise<boolean> {
    return this.incidents.isEmpty();
  }

  /** The newest incident in which a tenant of this scope has an engagement. */
  current(): Promise<Incident | null> {
    return this.incidents.findCurrent();
  }

  create(incident: Omit<Incident, 'id'>): Promise<Incident> {
    return this.incidents.insert(incident);
  }

  issueStatement(statement: Omit<Statement, 'id'>): Promise<string> {
    return this.incidents.insertStatement(statement);
  }

  async setFact(incidentId: string, fact: Omit<IncidentFact, 'version'>): Promise<void> {
    await this.incidents.setFact(incidentId, fact);
  }

  /** Throws for an item that has no name in the table: it could not be told to anybody. */
  async defineCohort(cohort: NewCohort): Promise<string> {
    itemNames([...cohort.items, ...cohort.notItems], 'ja');
    const id = await this.cohorts.insert(cohort);
    await this.events.record({ tenantId: cohort.tenantId, type: 'cohort.defined', subjectId: id });
    return id;
  }

  async engage(engagement: Omit<Engagement, 'id'>): Promise<string> {
    const id = await this.incidents.insertEngagement(engagement);
    await this.events.record({
      tenantId: engagement.tenantId,
      type: 'engagement.agreed',
      subjectId: id,
      payload: { formAndReplies: engagement.formAndReplies, phone: engagement.phone },
    });
    return id;
  }
}
