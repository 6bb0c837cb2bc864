import { Injectable } from '@nestjs/common';
import type {
  CallOutcome,
  Role,
  TicketState,
  Topic,
  TraineeRow,
  TrainingCall,
  TrainingPoints,
  TrainingRecord,
} from '#libs/contracts';
import { newId, Repository } from '#libs/platform';

export interface TaskRow {
  tenantId: string;
  id: string;
  key: string;
  call: TrainingCall | null;
  points: TrainingPoints | null;
  ticketId: string | null;
  number: string | null;
  state: TicketState | null;
  subject: string | null;
}

/** What was done with a ticket, as the record has it. */
export interface DoneRow {
  state: TicketState;
  requesterName: string;
  text: string | null;
  usedTopics: (Topic | null)[];
  escalated: boolean;
  complaintLevel: number | null;
}

export interface LoggedRow {
  topic: Topic;
  outcome: CallOutcome | null;
  name: string;
  text: string;
  complaintLevel: number | null;
}

/** A call is found by the number or the name of its caller: the ticket is written by the person who practises. */
const TASK = `
  SELECT k.tenant_id AS "tenantId", k.id, k.key, k.call, k.points, t.id AS "ticketId", t.number, t.state, t.subject
    FROM training_task k
    LEFT JOIN LATERAL (
      SELECT t.id, t.number, t.state, t.subject FROM ticket t LEFT JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id
       WHERE t.tenant_id = k.tenant_id AND (t.id = k.ticket_id
          OR k.ticket_id IS NULL AND t.channel = 'phone' AND (r.phone_key = k.call->>'phoneKey' OR r.name = k.call->>'name'))
       ORDER BY t.created_at DESC LIMIT 1) t ON true`;

const RECORD = `coalesce(d.rounds, 0) AS rounds, coalesce(d.answered, 0) AS answered, coalesce(d.points_right, 0) AS "pointsRight",
  coalesce(d.points_judged, 0) AS "pointsJudged", to_char(d.last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastAt"`;

/** Rounds of practice, their invented inquiries, and what was seen in the answers. */
@Injectable()
export class TrainingRepository extends Repository {
  async beginRound(tenantId: string, userId: string, at: Date): Promise<void> {
    await this.query('INSERT INTO training_round (tenant_id, user_id, began_at) VALUES ($1, $2, $3)', [
      tenantId,
      userId,
      at,
    ]);
  }

  /** Of the rounds in this scope, all but `stays`. */
  async endRounds(stays: string | null, at: Date): Promise<void> {
    await this.query(
      `UPDATE training_round SET ended_at = greatest($2, began_at)
        WHERE ended_at IS NULL AND ($1::uuid IS NULL OR tenant_id <> $1)`,
      [stays, at],
    );
  }

  async beganAt(): Promise<Date | null> {
    return (
      (await this.one<{ at: Date }>('SELECT began_at AS at FROM training_round WHERE ended_at IS NULL'))?.at ?? null
    );
  }

  async addTask(
    tenantId: string,
    task: { key: string; ticketId: string | null; call: (TrainingCall & { phoneKey: string | null }) | null },
  ): Promise<void> {
    await this.query('INSERT INTO training_task (tenant_id, id, key, ticket_id, call) VALUES ($1, $2, $3, $4, $5)', [
      tenantId,
      newId(),
      task.key,
      task.ticketId,
      task.call,
    ]);
  }

  /** A round has a dozen and a half. */
  tasks(): Promise<TaskRow[]> {
    return this.query<TaskRow>(`${TASK} ORDER BY k.id LIMIT 100`);
  }

  task(id: string): Promise<TaskRow | null> {
    return this.one<TaskRow>(`${TASK} WHERE k.id = $1`, [id]);
  }

  done({ tenantId, ticketId }: TaskRow): Promise<DoneRow | null> {
    return this.one<DoneRow>(
      `SELECT t.state, r.name AS "requesterName", m.body_text AS text,
              coalesce((SELECT array_agg((SELECT v.topic FROM canned_version v WHERE v.canned_id = u.canned_id AND v.state = 'approved'
                                           ORDER BY v.version DESC LIMIT 1))
                          FROM canned_use u WHERE u.tenant_id = t.tenant_id AND u.message_id = m.id), '{}') AS "usedTopics",
              EXISTS (SELECT FROM escalation e WHERE e.tenant_id = t.tenant_id AND e.ticket_id = t.id AND e.opened_by IS NOT NULL)
                AS escalated,
              (SELECT c.level FROM complaint c WHERE c.tenant_id = t.tenant_id AND c.ticket_id = t.id
                ORDER BY c.set_at DESC, c.id DESC LIMIT 1)::int AS "complaintLevel"
         FROM ticket t
         JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id
         LEFT JOIN LATERAL (
           SELECT m.id, m.body_text FROM message m
            WHERE m.tenant_id = t.tenant_id AND m.ticket_id = t.id AND m.kind = 'outbound' AND NOT m.automatic
              AND m.delivery_state IS DISTINCT FROM 'withdrawn' ORDER BY m.created_at DESC, m.id DESC LIMIT 1) m ON true
        WHERE t.tenant_id = $1 AND t.id = $2`,
      [tenantId, ticketId],
    );
  }

  logged({ tenantId, ticketId }: TaskRow): Promise<LoggedRow | null> {
    return this.one<LoggedRow>(
      `SELECT t.topic, c.outcome, r.name, m.body_text AS text, c.complaint_level::int AS "complaintLevel"
         FROM ticket t
         JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id
         JOIN phone_call c ON c.tenant_id = t.tenant_id AND c.ticket_id = t.id
         JOIN message m ON m.tenant_id = t.tenant_id AND m.ticket_id = t.id AND m.kind = 'inbound'
        WHERE t.tenant_id = $1 AND t.id = $2 ORDER BY m.created_at DESC, c.offered_at DESC LIMIT 1`,
      [tenantId, ticketId],
    );
  }

  async saveReview({ tenantId, id, ticketId }: TaskRow, points: TrainingPoints, at: Date): Promise<void> {
    await this.query(
      'UPDATE training_task SET points = $3, reviewed_at = $4, ticket_id = $5 WHERE tenant_id = $1 AND id = $2',
      [tenantId, id, points, at, ticketId],
    );
  }

  async recordOf(userId: string): Promise<TrainingRecord> {
    return (await this.one<TrainingRecord>(
      `SELECT ${RECORD} FROM (SELECT) one LEFT JOIN app.training_of(ARRAY[$1::uuid]) d ON true`,
      [userId],
    ))!;
  }

  /** Colleagues of this scope, newcomers first, and of those who has practised least. */
  people(roles: readonly Role[]): Promise<TraineeRow[]> {
    return this.query<TraineeRow>(
      `WITH person AS (
         SELECT u.id, u.name, u.training_level, u.practises_in IS NOT NULL AS practises FROM app_user u
          WHERE u.state <> 'stopped' AND u.roles && $1::text[] AND EXISTS (SELECT FROM membership m WHERE m.user_id = u.id))
       SELECT p.id AS "userId", p.name, p.training_level AS "trainingLevel", p.practises AS "isPractising", ${RECORD}
         FROM person p LEFT JOIN app.training_of(ARRAY(SELECT id FROM person)) d ON d.user_id = p.id
        ORDER BY p.training_level, coalesce(d.answered, 0), p.name, p.id LIMIT 2000`,
      [roles],
    );
  }
}
