import { Injectable } from '@nestjs/common';
import type { Language, StatementView, TicketFactsView } from '#libs/contracts';
import { Clock, notFound } from '#libs/platform';
import { type Cohort, cohortView } from '../cohorts/cohort.view.js';
import { CohortsRepository } from '../cohorts/cohorts.repository.js';
import { type Incident, type IncidentFact, IncidentsRepository, type Statement } from './incidents.repository.js';

/** All that may be told to the requesters of one shop about one incident. */
export interface TenantFacts {
  incident: Incident;
  /** The statement in force: the newest that has been issued. */
  statement: Statement | null;
  cohorts: Cohort[];
  facts: ReadonlyMap<string, IncidentFact>;
}

/** Reads the facts of an incident for one shop; other shops' cohorts are never among them. */
@Injectable()
export class IncidentFacts {
  constructor(
    private readonly incidents: IncidentsRepository,
    private readonly cohorts: CohortsRepository,
    private readonly clock: Clock,
  ) {}

  /** Throws `not_found` where the incident does not exist. */
  async forTenant(tenantId: string, incidentId: string): Promise<TenantFacts> {
    const incident = await this.incidents.find(incidentId);
    if (!incident) throw notFound();
    const statement = await this.incidents.findStatementInForce(incidentId, this.clock.now());
    const cohorts = await this.cohorts.list(tenantId, incidentId);
    const facts = await this.incidents.facts(incidentId);
    return { incident, statement, cohorts, facts: new Map(facts.map((fact) => [fact.key, fact])) };
  }

  /** Statements issued by now, newest first. */
  statements(incidentId: string): Promise<Statement[]> {
    return this.incidents.statements(incidentId, this.clock.now());
  }

  /** The statement that was in force at `at`, as it is shown to people. */
  async statementAt(incidentId: string, at: Date, language: Language): Promise<StatementView | null> {
    const statement = await this.incidents.findStatementInForce(incidentId, at);
    return statement && statementView(statement, language);
  }

  /** What the console shows of it now. */
  async view(
    tenantId: string,
    incidentId: string,
    language: Language,
  ): Promise<Pick<TicketFactsView, 'incident' | 'statement' | 'cohorts'>> {
    const { incident, statement, cohorts } = await this.forTenant(tenantId, incidentId);
    return {
      incident: {
        title: language === 'ja' ? incident.title : incident.titleEn,
        publishedOn: dayInJapan(incident.publishedAt),
      },
      statement: statement && statementView(statement, language),
      cohorts: cohorts.map((cohort) => cohortView(cohort, language)),
    };
  }
}

const statementView = ({ number, title, titleEn, issuedAt }: Statement, language: Language): StatementView => ({
  number,
  title: language === 'ja' ? title : titleEn,
  issuedAt: issuedAt.toISOString(),
});

const dayInJapan = (at: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(at);
