import { Injectable } from '@nestjs/common';
import type {
  AttemptOutcome,
  CallerRole,
  Language,
  PromiseGroup,
  PromiseKind,
  PromiseSource,
  PromiseState,
  TicketState,
  Topic,
} from '#libs/contracts';
import { type Cursor, forUpdate, type Held, Repository } from '#libs/platform';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { ORDINARY } from '../tickets/ticket.visibility.js';

/** A promise as the verbs see it: locked, without what is only shown. */
export interface PromiseRow {
  tenantId: string;
  id: string;
  ticketId: string;
  deskId: string;
  kind: PromiseKind;
  state: PromiseState;
  source: PromiseSource;
  promisedUntil: Date;
  startsAt: Date | null;
  until: Date;
  assigneeId: string | null;
  alarm: 'none' | 'soon' | 'missed';
  missedAt: Date | null;
}

/** What is to be written; `told` to somebody, or owed to who hung up. */
export interface NewPromiseRow extends Omit<PromiseRow, 'state' | 'alarm' | 'missedAt'> {
  phone: string | null;
  /** The number to call, in one spelling. */
  callerKey: string | null;
  callerIdTold: boolean;
  say: string;
  limits: string;
  madeBy: string | null;
  madeAt: Date;
}

export interface AttemptRow {
  number: number;
  startedAt: Date;
  byId: string | null;
  byName: string | null;
  outcome: AttemptOutcome | null;
  endedAt: Date | null;
}

/** A promise with its ticket, its people and its attempts. */
export interface ShownPromise extends PromiseRow {
  ticketNumber: string;
  ticketState: TicketState;
  topic: Topic;
  language: Language;
  requesterName: string;
  requesterEmail: string | null;
  phone: string | null;
  callerId: string | null;
  callerIdTold: boolean;
  say: string;
  limits: string;
  assigneeName: string | null;
  madeByName: string | null;
  madeAt: Date;
  attempts: { number: number; at: string; byName: string; outcome: AttemptOutcome | null }[];
}

const COLUMNS = `
  p.tenant_id AS "tenantId", p.id, p.ticket_id AS "ticketId", p.desk_id AS "deskId", p.kind, p.state, p.source,
  p.promised_until AS "promisedUntil", p.starts_at AS "startsAt", p.until, p.assignee_id AS "assigneeId", p.alarm,
  p.missed_at AS "missedAt"`;

/**
 * The condition on its ticket is a sub-select and no join: a promise that goes to another ticket while its lock is waited for is then
 * looked at again with that ticket, and not lost.
 */
const ofTicket = (visible: string): string =>
  `(SELECT ${visible} FROM ticket t WHERE t.tenant_id = p.tenant_id AND t.id = p.ticket_id)`;

const SHOWN = `
  SELECT ${COLUMNS}, t.number AS "ticketNumber", t.state AS "ticketState", t.topic, t.language, r.name AS "requesterName",
         r.email AS "requesterEmail", p.phone, d.phone_number AS "callerId", p.caller_id_told AS "callerIdTold", p.say, p.limits,
         a.short_name AS "assigneeName", m.short_name AS "madeByName", p.made_at AS "madeAt",
         (SELECT coalesce(json_agg(json_build_object('number', x.number, 'at', to_char(x.started_at AT TIME ZONE 'UTC',
                   'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'byName', coalesce(u.short_name, ''), 'outcome', x.outcome)
                   ORDER BY x.number), '[]')
            FROM promise_attempt x LEFT JOIN app_user u ON u.id = x.by_id
           WHERE x.tenant_id = p.tenant_id AND x.promise_id = p.id) AS attempts
    FROM promise p
    JOIN ticket t ON t.tenant_id = p.tenant_id AND t.id = p.ticket_id
    JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id
    JOIN desk d ON d.tenant_id = p.tenant_id AND d.id = p.desk_id
    LEFT JOIN app_user a ON a.id = p.assignee_id
    LEFT JOIN app_user m ON m.id = p.made_by`;

/** Which of the open ones, and how many. */
interface OpenPage {
  kind?: PromiseKind;
  mineOf?: string | null;
  after?: Cursor | null;
  limit: number;
}

const MINE = '($1::uuid IS NULL OR p.assignee_id IS NULL OR p.assignee_id = $1)';

/** What is owed. `visible` leaves out what belongs to tickets for other eyes, see ticket.visibility. */
@Injectable()
export class PromisesRepository extends Repository {
  async insert(promise: NewPromiseRow, toldTo: CallerRole): Promise<void> {
    await this.query(
      `INSERT INTO promise (tenant_id, id, ticket_id, home_ticket_id, desk_id, kind, promised_until, starts_at, until, phone,
                            caller_id_told, say, limits, assignee_id, made_by, made_at, told_to, told_at, source, caller_key)
       VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15, $17, $18)`,
      [
        promise.tenantId,
        promise.id,
        promise.ticketId,
        promise.deskId,
        promise.kind,
        promise.promisedUntil,
        promise.startsAt,
        promise.until,
        promise.phone,
        promise.callerIdTold,
        promise.say,
        promise.limits,
        promise.assigneeId,
        promise.madeBy,
        promise.madeAt,
        toldTo,
        promise.source,
        promise.callerKey,
      ],
    );
  }

  /** Nobody else changes it until this transaction ends; null outside the scope, and where its ticket is not `visible`. */
  lock(id: string, visible = 'true'): Promise<PromiseRow | null> {
    return this.one<PromiseRow>(
      `SELECT ${COLUMNS} FROM promise p WHERE p.id = $1 AND ${ofTicket(visible)} FOR UPDATE OF p`,
      [id],
    );
  }

  /** The free promise that falls due first, locked. */
  lockNextFree(held: Held): Promise<PromiseRow | null> {
    return this.one<PromiseRow>(
      `SELECT ${COLUMNS} FROM promise p WHERE p.state = 'open' AND p.assignee_id IS NULL AND ${ofTicket(ORDINARY)}
        ORDER BY p.until, p.id LIMIT 1 ${forUpdate(held, 'p')}`,
    );
  }

  async save(promise: PromiseRow): Promise<void> {
    await this.query(
      `UPDATE promise SET promised_until = $3, starts_at = $4, until = $5, assignee_id = $6, alarm = $7, missed_at = $8
        WHERE tenant_id = $1 AND id = $2`,
      [
        promise.tenantId,
        promise.id,
        promise.promisedUntil,
        promise.startsAt,
        promise.until,
        promise.assigneeId,
        promise.alarm,
        promise.missedAt,
      ],
    );
  }

  async saveTold(promise: PromiseRow, toldTo: CallerRole, toldAt: Date): Promise<void> {
    await this.query(
      `UPDATE promise SET told_to = $3, told_at = $4, source = 'told' WHERE tenant_id = $1 AND id = $2`,
      [promise.tenantId, promise.id, toldTo, toldAt],
    );
  }

  async close(promise: PromiseRow, state: PromiseState, at: Date, by: string | null): Promise<void> {
    await this.query('UPDATE promise SET state = $3, closed_at = $4, closed_by = $5 WHERE tenant_id = $1 AND id = $2', [
      promise.tenantId,
      promise.id,
      state,
      at,
      by,
    ]);
  }

  attempts(promise: PromiseRow): Promise<AttemptRow[]> {
    return this.query<AttemptRow>(
      `SELECT x.number, x.started_at AS "startedAt", x.by_id AS "byId", u.short_name AS "byName", x.outcome, x.ended_at AS "endedAt"
         FROM promise_attempt x LEFT JOIN app_user u ON u.id = x.by_id
        WHERE x.tenant_id = $1 AND x.promise_id = $2 ORDER BY x.number`,
      [promise.tenantId, promise.id],
    );
  }

  async insertAttempt(promise: PromiseRow, number: number, startedAt: Date, byId: string): Promise<void> {
    await this.query(
      'INSERT INTO promise_attempt (tenant_id, promise_id, number, started_at, by_id) VALUES ($1, $2, $3, $4, $5)',
      [promise.tenantId, promise.id, number, startedAt, byId],
    );
  }

  async endAttempt(
    promise: PromiseRow,
    number: number,
    { outcome, at }: { outcome: AttemptOutcome | null; at: Date },
  ): Promise<void> {
    await this.query(
      'UPDATE promise_attempt SET outcome = $4, ended_at = $5 WHERE tenant_id = $1 AND promise_id = $2 AND number = $3',
      [promise.tenantId, promise.id, number, outcome, at],
    );
  }

  /** What is owed on a ticket, and what began on it and went to its survivor. */
  openOfTicket(ticketId: string): Promise<PromiseRow[]> {
    return this.query<PromiseRow>(
      `SELECT ${COLUMNS} FROM promise p WHERE (p.ticket_id = $1 OR p.home_ticket_id = $1) AND p.state = 'open'
        ORDER BY p.until, p.id FOR UPDATE`,
      [ticketId],
    );
  }

  /** What is owed to one number at one desk is decided by one transaction at a time. */
  async lockNumber(deskId: string, callerKey: string): Promise<void> {
    await this.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`callback ${deskId} ${callerKey}`]);
  }

  async owesNumber(deskId: string, callerKey: string): Promise<boolean> {
    const row = await this.one(
      `SELECT FROM promise WHERE desk_id = $1 AND caller_key = $2 AND state = 'open' AND kind = 'callback' LIMIT 1`,
      [deskId, callerKey],
    );
    return row !== null;
  }

  /** The open callback to somebody who hung up, locked. */
  abandonedOf(deskId: string, callerKey: string): Promise<PromiseRow | null> {
    return this.one<PromiseRow>(
      `SELECT ${COLUMNS} FROM promise p
        WHERE p.desk_id = $1 AND p.caller_key = $2 AND p.state = 'open' AND p.source = 'abandoned' FOR UPDATE`,
      [deskId, callerKey],
    );
  }

  async owesCallback({ tenantId, id }: Pick<TicketEntity, 'tenantId' | 'id'>): Promise<boolean> {
    const row = await this.one(
      `SELECT FROM promise WHERE tenant_id = $1 AND ticket_id = $2 AND state = 'open' AND kind = 'callback' LIMIT 1`,
      [tenantId, id],
    );
    return row !== null;
  }

  /** What is owed on one ticket is owed on another from now on. Returns how many promises went. */
  async move(tenantId: string, { from, to }: { from: string; to: string }): Promise<number> {
    const rows = await this.query(
      `UPDATE promise SET ticket_id = $3 WHERE tenant_id = $1 AND ticket_id = $2 AND state = 'open' RETURNING id`,
      [tenantId, from, to],
    );
    return rows.length;
  }

  /** What began on `homes` goes back, whatever has become of it. */
  async moveHome(tenantId: string, { from, to, homes }: { from: string; to: string; homes: string[] }): Promise<void> {
    await this.query(
      'UPDATE promise SET ticket_id = $3 WHERE tenant_id = $1 AND ticket_id = $2 AND home_ticket_id = ANY ($4)',
      [tenantId, from, to, homes],
    );
  }

  find(id: string, visible: string): Promise<ShownPromise | null> {
    return this.one<ShownPromise>(`${SHOWN} WHERE p.id = $1 AND ${visible}`, [id]);
  }

  /** Those of `kind`, where one is named, that are `mineOf`'s or nobody's, where somebody is named; behind `after`. */
  open(visible: string, { kind, mineOf = null, after = null, limit }: OpenPage): Promise<ShownPromise[]> {
    return this.query<ShownPromise>(
      `${SHOWN} WHERE p.state = 'open' AND ${visible} AND ${MINE} AND ($2::text IS NULL OR p.kind = $2)
          AND ($3::timestamptz IS NULL OR (p.until, p.id) > ($3, $4::uuid)) ORDER BY p.until, p.id LIMIT $5`,
      [mineOf, kind ?? null, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  countOpen(
    visible: string,
    { mineOf, now, dayEnds }: { mineOf: string | null; now: Date; dayEnds: Date },
  ): Promise<{ kind: PromiseKind; group: PromiseGroup; count: number }[]> {
    return this.query(
      `SELECT p.kind, CASE WHEN p.until <= $2 THEN 'over' WHEN p.until <= $2 + interval '1 hour' THEN 'hour'
                           WHEN p.until < $3 THEN 'today' ELSE 'later' END AS "group", count(*)::int AS count
         FROM promise p JOIN ticket t ON t.tenant_id = p.tenant_id AND t.id = p.ticket_id
        WHERE p.state = 'open' AND ${visible} AND ${MINE} GROUP BY 1, 2`,
      [mineOf, now, dayEnds],
    );
  }

  async keptSince(moment: Date): Promise<number> {
    const row = await this.one<{ kept: number }>(
      `SELECT count(*)::int AS kept FROM promise WHERE state = 'kept' AND closed_at >= $1`,
      [moment],
    );
    return row!.kept;
  }

  /** Bands of open callbacks of a desk, and how many one hour takes. */
  async taken(deskId: string, from: Date): Promise<{ perHour: number; bands: { from: Date; until: Date }[] }> {
    const desk = await this.one<{ per_hour: number }>('SELECT callbacks_per_hour AS per_hour FROM desk WHERE id = $1', [
      deskId,
    ]);
    const bands = await this.query<{ from: Date; until: Date }>(
      `SELECT starts_at AS "from", until FROM promise
        WHERE desk_id = $1 AND state = 'open' AND kind = 'callback' AND starts_at IS NOT NULL AND until > $2`,
      [deskId, from],
    );
    return { perHour: desk?.per_hour ?? 0, bands };
  }
}
