import { Injectable } from '@nestjs/common';
import { newId, Repository } from '#libs/platform';

/** The event that people ask about. */
export interface Incident {
  id: string;
  key: string;
  title: string;
  titleEn: string;
  platformName: string;
  platformNameEn: string;
  attackedAt: Date | null;
  /** A day, `2016-06-07`. */
  discoveredOn: string | null;
  publishedAt: Date;
}

/** A numbered report (第n報) of an incident. */
export interface Statement {
  incidentId: string;
  id: string;
  number: number;
  title: string;
  titleEn: string;
  body: string;
  bodyEn: string;
  issuedAt: Date;
}

export type IncidentFactType = 'text' | 'date' | 'datetime' | 'count';

/** A typed value that is true of the whole incident, such as when its notice was sent. Text facts hold both languages. */
export interface IncidentFact {
  key: string;
  type: IncidentFactType;
  value: unknown;
  version: number;
}

/** What one shop has delegated for an incident, and until when. */
export interface Engagement {
  tenantId: string;
  id: string;
  incidentId: string;
  formAndReplies: boolean;
  phone: boolean;
  startsAt: Date;
  endsAt: Date | null;
  notificationAddresses: string[];
  state: 'requested' | 'agreed' | 'ended';
}

const INCIDENT = `
  SELECT id, key, title, title_en AS "titleEn", platform_name AS "platformName", platform_name_en AS "platformNameEn",
         attacked_at AS "attackedAt", discovered_on::text AS "discoveredOn", published_at AS "publishedAt"
    FROM incident`;

const STATEMENT = `
  SELECT incident_id AS "incidentId", id, number, title, title_en AS "titleEn", body, body_en AS "bodyEn",
         issued_at AS "issuedAt"
    FROM statement`;

@Injectable()
export class IncidentsRepository extends Repository {
  async insert(incident: Omit<Incident, 'id'>): Promise<Incident> {
    const id = newId();
    await this.query(
      `INSERT INTO incident (id, key, title, title_en, platform_name, platform_name_en, attacked_at, discovered_on, published_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        incident.key,
        incident.title,
        incident.titleEn,
        incident.platformName,
        incident.platformNameEn,
        incident.attackedAt,
        incident.discoveredOn,
        incident.publishedAt,
      ],
    );
    return { ...incident, id };
  }

  async isEmpty(): Promise<boolean> {
    return (await this.one('SELECT FROM incident LIMIT 1')) === null;
  }

  find(id: string): Promise<Incident | null> {
    return this.one<Incident>(`${INCIDENT} WHERE id = $1`, [id]);
  }

  /** The newest incident in which a tenant of this scope has an engagement. */
  findCurrent(): Promise<Incident | null> {
    return this.one<Incident>(
      `${INCIDENT} WHERE id IN (SELECT incident_id FROM engagement WHERE state <> 'ended')
        ORDER BY published_at DESC, id DESC LIMIT 1`,
    );
  }

  async insertStatement(statement: Omit<Statement, 'id'>): Promise<string> {
    const id = newId();
    await this.query(
      `INSERT INTO statement (incident_id, id, number, title, title_en, body, body_en, issued_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        statement.incidentId,
        id,
        statement.number,
        statement.title,
        statement.titleEn,
        statement.body,
        statement.bodyEn,
        statement.issuedAt,
      ],
    );
    return id;
  }

  /** Issued by `at`, newest first. */
  statements(incidentId: string, at: Date): Promise<Statement[]> {
    return this.query<Statement>(
      `${STATEMENT} WHERE incident_id = $1 AND issued_at <= $2 ORDER BY number DESC LIMIT 100`,
      [incidentId, at],
    );
  }

  findStatementInForce(incidentId: string, at: Date): Promise<Statement | null> {
    return this.one<Statement>(
      `${STATEMENT} WHERE incident_id = $1 AND issued_at <= $2 ORDER BY issued_at DESC, number DESC LIMIT 1`,
      [incidentId, at],
    );
  }

  /** A fact that is set again gets the next version. */
  setFact(incidentId: string, fact: Omit<IncidentFact, 'version'>): Promise<unknown[]> {
    return this.query(
      `INSERT INTO incident_fact (incident_id, key, type, value) VALUES ($1, $2, $3, $4::jsonb)
       ON CONFLICT (incident_id, key) DO UPDATE
         SET type = excluded.type, value = excluded.value, version = incident_fact.version + 1, changed_at = now()`,
      [incidentId, fact.key, fact.type, JSON.stringify(fact.value)],
    );
  }

  facts(incidentId: string): Promise<IncidentFact[]> {
    return this.query<IncidentFact>(
      'SELECT key, type, value, version FROM incident_fact WHERE incident_id = $1 ORDER BY key LIMIT 200',
      [incidentId],
    );
  }

  async insertEngagement(engagement: Omit<Engagement, 'id'>): Promise<string> {
    const id = newId();
    await this.query(
      `INSERT INTO engagement (tenant_id, id, incident_id, form_and_replies, phone, starts_at, ends_at,
                               notification_addresses, state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        engagement.tenantId,
        id,
        engagement.incidentId,
        engagement.formAndReplies,
        engagement.phone,
        engagement.startsAt,
        engagement.endsAt,
        engagement.notificationAddresses,
        engagement.state,
      ],
    );
    return id;
  }
}
