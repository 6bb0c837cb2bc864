import { Injectable } from '@nestjs/common';
import type { CallerRole, CallerView, CallOutcome, IdentityCheck, NumberKind, Topic } from '#libs/contracts';
import { Repository } from '#libs/platform';
import type { CallMoments, ToldEvent } from './call-times.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { ORDINARY } from '../tickets/ticket.visibility.js';

/** A call as its record begins: from a telephony system, or from an agent's own words. */
export interface NewCall {
  tenantId: string;
  id: string;
  deskId: string;
  direction: 'inbound' | 'outbound';
  externalId: string | null;
  numberKind: NumberKind;
  callerNumber: string | null;
  callerKey: string | null;
  offeredAt: Date;
  outOfHours: boolean;
}

/** What the agent wrote down; the words themselves stand in the ticket. */
export interface WrittenCall {
  ticketId: string;
  agentId: string;
  idempotencyKey: string;
  callerRole: CallerRole;
  outcome: CallOutcome;
  otherTopics: Topic[];
  relay: boolean;
  complaintLevel: number;
  identity: IdentityCheck | null;
  promiseId: string | null;
}

export interface CallRow extends CallMoments {
  tenantId: string;
  id: string;
  deskId: string;
  ticketId: string | null;
  numberKind: NumberKind;
  callerNumber: string | null;
  callerKey: string | null;
  wrapEndedAt: Date | null;
}

const COLUMNS = `
  c.tenant_id AS "tenantId", c.id, c.desk_id AS "deskId", c.ticket_id AS "ticketId", c.number_kind AS "numberKind",
  c.caller_number AS "callerNumber", c.caller_key AS "callerKey", c.agent_id AS "agentId", c.offered_at AS "offeredAt", c.answered_at AS "answeredAt",
  c.held_since AS "heldSince", c.held_seconds AS "heldSeconds", c.ended_at AS "endedAt", c.abandoned_at AS "abandonedAt",
  c.blocked, c.wrap_ended_at AS "wrapEndedAt"`;

/** A call whose end was never told does not go on for ever. */
const RECENT = `c.offered_at > $1::timestamptz - interval '4 hours'`;
const RUNNING = `c.ended_at IS NULL AND c.abandoned_at IS NULL AND ${RECENT}`;

@Injectable()
export class CallsRepository extends Repository {
  find(id: string): Promise<CallRow | null> {
    return this.one<CallRow>(`SELECT ${COLUMNS} FROM phone_call c WHERE c.id = $1`, [id]);
  }

  lock(id: string): Promise<CallRow | null> {
    return this.one<CallRow>(`SELECT ${COLUMNS} FROM phone_call c WHERE c.id = $1 FOR UPDATE`, [id]);
  }

  /** What the telephony system told of this person's calls that nobody has written down yet, the oldest first. */
  listUnwritten(agentId: string, at: Date): Promise<CallRow[]> {
    return this.query<CallRow>(
      `SELECT ${COLUMNS} FROM phone_call c WHERE c.agent_id = $2 AND c.ticket_id IS NULL AND ${RECENT}
        ORDER BY c.offered_at LIMIT 20`,
      [at, agentId],
    );
  }

  /** Those of these calls whose agent serves their shop now; whoever practises is told of none. */
  listInHands(ids: readonly string[]): Promise<CallRow[]> {
    return this.query<CallRow>(
      `SELECT ${COLUMNS} FROM phone_call c JOIN membership m ON m.tenant_id = c.tenant_id AND m.user_id = c.agent_id
         JOIN app_user u ON u.id = c.agent_id AND u.practises_in IS NULL
        WHERE c.id = ANY ($1)`,
      [ids],
    );
  }

  /** Those of these calls that rang at somebody before they came into other hands, once for each who still serves their shop. */
  listTakenFrom(ids: readonly string[]): Promise<(CallRow & { rangAt: string })[]> {
    return this.query<CallRow & { rangAt: string }>(
      `SELECT DISTINCT ${COLUMNS}, m.user_id AS "rangAt"
         FROM phone_call c JOIN phone_call_event e ON e.tenant_id = c.tenant_id AND e.call_id = c.id AND e.agent_id <> c.agent_id
         JOIN membership m ON m.tenant_id = c.tenant_id AND m.user_id = e.agent_id
        WHERE c.id = ANY ($1)`,
      [ids],
    );
  }

  /** The ticket of a conversation that this key has written down before. */
  async ticketOfKey(idempotencyKey: string): Promise<string | null> {
    const row = await this.one<{ ticket_id: string }>('SELECT ticket_id FROM phone_call WHERE idempotency_key = $1', [
      idempotencyKey,
    ]);
    return row?.ticket_id ?? null;
  }

  /** False where the telephony system's id is known already. */
  async insert(call: NewCall): Promise<boolean> {
    const row = await this.one(
      `INSERT INTO phone_call (tenant_id, id, desk_id, direction, external_id, number_kind, caller_number, caller_key, offered_at,
                               out_of_hours)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (tenant_id, external_id) DO NOTHING RETURNING id`,
      [
        call.tenantId,
        call.id,
        call.deskId,
        call.direction,
        call.externalId,
        call.numberKind,
        call.callerNumber,
        call.callerKey,
        call.offeredAt,
        call.outOfHours,
      ],
    );
    return row !== null;
  }

  lockByExternalId(tenantId: string, externalId: string): Promise<CallRow | null> {
    return this.one<CallRow>(
      `SELECT ${COLUMNS} FROM phone_call c WHERE c.tenant_id = $1 AND c.external_id = $2 FOR UPDATE`,
      [tenantId, externalId],
    );
  }

  async saveMoments(call: Pick<CallRow, 'tenantId' | 'id'>, moments: CallMoments, outOfHours: boolean): Promise<void> {
    await this.query(
      `UPDATE phone_call SET offered_at = $3, answered_at = $4, held_since = $5, held_seconds = $6, ended_at = $7,
              abandoned_at = $8, agent_id = coalesce($9, agent_id), out_of_hours = $10, blocked = $11
        WHERE tenant_id = $1 AND id = $2`,
      [
        call.tenantId,
        call.id,
        moments.offeredAt,
        moments.answeredAt,
        moments.heldSince,
        moments.heldSeconds,
        moments.endedAt,
        moments.abandonedAt,
        moments.agentId,
        outOfHours,
        moments.blocked,
      ],
    );
  }

  async saveWritten(call: Pick<CallRow, 'tenantId' | 'id'>, written: WrittenCall): Promise<void> {
    await this.query(
      `UPDATE phone_call SET ticket_id = $3, agent_id = $4, idempotency_key = $5, caller_role = $6, outcome = $7,
              other_topics = $8, relay = $9, complaint_level = $10, identity = $11, promise_id = $12
        WHERE tenant_id = $1 AND id = $2`,
      [
        call.tenantId,
        call.id,
        written.ticketId,
        written.agentId,
        written.idempotencyKey,
        written.callerRole,
        written.outcome,
        written.otherTopics,
        written.relay,
        written.complaintLevel,
        written.identity,
        written.promiseId,
      ],
    );
  }

  async saveWrapEnd(call: Pick<CallRow, 'tenantId' | 'id'>, at: Date): Promise<void> {
    await this.query('UPDATE phone_call SET wrap_ended_at = $3 WHERE tenant_id = $1 AND id = $2', [
      call.tenantId,
      call.id,
      at,
    ]);
  }

  /** False where this very event is known. */
  async insertEvent(call: Pick<CallRow, 'tenantId' | 'id'>, told: ToldEvent, receivedAt: Date): Promise<boolean> {
    const row = await this.one(
      `INSERT INTO phone_call_event (tenant_id, call_id, event, at, agent_id, received_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING call_id`,
      [call.tenantId, call.id, told.event, told.at, told.agentId, receivedAt],
    );
    return row !== null;
  }

  events(call: Pick<CallRow, 'tenantId' | 'id'>): Promise<ToldEvent[]> {
    return this.query<ToldEvent>(
      `SELECT event, at, agent_id AS "agentId" FROM phone_call_event WHERE tenant_id = $1 AND call_id = $2`,
      [call.tenantId, call.id],
    );
  }

  /** Each as the ticket that answers for it. */
  ticketsOfNumber(
    tenantId: string,
    phoneKey: string,
  ): Promise<(Omit<CallerView['tickets'][number], 'createdAt'> & { createdAt: Date })[]> {
    return this.query(
      `SELECT t.id, t.number, t.topic, t.state, t.channel, r.name AS "requesterName", t.created_at AS "createdAt"
         FROM ticket t JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id
        WHERE t.tenant_id = $1 AND ${ORDINARY} AND t.id IN (
          SELECT coalesce(o.survivor_id, o.id) FROM requester p
            JOIN ticket o ON o.tenant_id = p.tenant_id AND o.requester_id = p.id
           WHERE p.tenant_id = $1 AND p.phone_key = $2)
        ORDER BY t.created_at DESC LIMIT 10`,
      [tenantId, phoneKey],
    );
  }

  /** Tickets of the same number at the other shops of the scope, and this shop's calls of it since a moment. */
  async countOfNumber(tenantId: string, phoneKey: string, since: Date): Promise<{ elsewhere: number; calls: number }> {
    const row = await this.one<{ elsewhere: number; calls: number }>(
      `SELECT (SELECT count(*)::int FROM requester r JOIN ticket t ON t.tenant_id = r.tenant_id AND t.requester_id = r.id
                WHERE r.tenant_id <> $1 AND r.phone_key = $2 AND t.survivor_id IS NULL AND ${ORDINARY}) AS elsewhere,
              (SELECT count(*)::int FROM phone_call c
                WHERE c.tenant_id = $1 AND c.caller_key = $2 AND c.offered_at >= $3 AND c.ended_at IS NOT NULL) AS calls`,
      [tenantId, phoneKey, since],
    );
    return row!;
  }

  /** Whether anybody of this desk spoke with this number from a moment on. */
  async spokeSince(deskId: string, callerKey: string, since: Date): Promise<boolean> {
    const row = await this.one(
      'SELECT FROM phone_call WHERE desk_id = $1 AND caller_key = $2 AND answered_at >= $3 LIMIT 1',
      [deskId, callerKey, since],
    );
    return row !== null;
  }

  /** Of whom only the number was known: it stood for the name. False where the name is known. */
  async nameCaller(
    { tenantId, requesterId }: Pick<TicketEntity, 'tenantId' | 'requesterId'>,
    { name, kana }: { name: string; kana: string | null },
  ): Promise<boolean> {
    const row = await this.one(
      'UPDATE requester SET name = $3, kana = $4 WHERE tenant_id = $1 AND id = $2 AND name = phone RETURNING id',
      [tenantId, requesterId, name, kana],
    );
    return row !== null;
  }

  async now(at: Date): Promise<{ ringing: number; oldest: Date | null; talking: number }> {
    const row = await this.one<{ ringing: number; oldest: Date | null; talking: number }>(
      `SELECT count(*) FILTER (WHERE c.answered_at IS NULL)::int AS ringing,
              min(c.offered_at) FILTER (WHERE c.answered_at IS NULL) AS oldest,
              count(*) FILTER (WHERE c.answered_at IS NOT NULL)::int AS talking
         FROM phone_call c WHERE ${RUNNING}`,
      [at],
    );
    return row!;
  }
}
