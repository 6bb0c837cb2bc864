import { Injectable } from '@nestjs/common';
import type { SupervisorCall } from '#libs/contracts';
import { newId, Repository } from '#libs/platform';
import { isoTime } from './floor.repository.js';

export interface OpenSupervisorCall extends SupervisorCall {
  agentId: string;
}

export interface LockedSupervisorCall extends OpenSupervisorCall {
  /** The call has ended, or a supervisor is no longer needed. */
  over: boolean;
}

const COLUMNS = `
  c.id, c.tenant_id AS "tenantId", c.desk_id AS "deskId", c.agent_id AS "agentId", u.short_name AS "agentName",
  ${isoTime('c.called_at')} AS "calledAt", c.taken_by AS "takerId", v.short_name AS "takerName",
  ${isoTime('c.taken_at')} AS "takenAt"`;

const NAMES = 'JOIN app_user u ON u.id = c.agent_id LEFT JOIN app_user v ON v.id = c.taken_by';

/** Those whose call still goes on and that were not withdrawn. */
const OPEN = `
  SELECT ${COLUMNS}
    FROM agent_state s
    JOIN supervisor_call c ON c.agent_id = s.user_id AND c.call_began_at = s.began_at ${NAMES}
   WHERE s.ended_at IS NULL AND s.state = 'on_call' AND c.withdrawn_at IS NULL`;

/** The only file that queries who calls a supervisor to a long call, and who comes. */
@Injectable()
export class SupervisorCallsRepository extends Repository {
  /** Its id; null where the agent is on no call, or calls already during this one. What was withdrawn is called anew. */
  async add(desk: { tenantId: string; id: string }, agentId: string, at: Date): Promise<string | null> {
    const row = await this.one<{ id: string }>(
      `INSERT INTO supervisor_call AS c (tenant_id, id, desk_id, agent_id, call_began_at, called_at)
       SELECT $1, $2, $3, s.user_id, s.began_at, $5
         FROM agent_state s WHERE s.user_id = $4 AND s.ended_at IS NULL AND s.state = 'on_call'
       ON CONFLICT (tenant_id, agent_id, call_began_at) DO UPDATE
         SET called_at = $5, taken_by = NULL, taken_at = NULL, withdrawn_at = NULL WHERE c.withdrawn_at IS NOT NULL
       RETURNING id`,
      [desk.tenantId, newId(), desk.id, agentId, at],
    );
    return row?.id ?? null;
  }

  /** The longest waiting first. */
  open(): Promise<OpenSupervisorCall[]> {
    return this.query<OpenSupervisorCall>(`${OPEN} ORDER BY c.called_at, c.id LIMIT 100`);
  }

  openOf(agentId: string): Promise<OpenSupervisorCall | null> {
    return this.one<OpenSupervisorCall>(`${OPEN} AND c.agent_id = $1 ORDER BY c.called_at DESC LIMIT 1`, [agentId]);
  }

  /** Of the conversation that an agent began then, and not withdrawn: over with it. */
  ofConversation(agentId: string, beganAt: Date): Promise<{ id: string; tenantId: string; deskId: string }[]> {
    return this.query(
      `SELECT id, tenant_id AS "tenantId", desk_id AS "deskId" FROM supervisor_call
        WHERE agent_id = $1 AND call_began_at = $2 AND withdrawn_at IS NULL`,
      [agentId, beganAt],
    );
  }

  /** Nobody else changes it until the transaction ends. */
  async lock(id: string): Promise<LockedSupervisorCall | null> {
    await this.query('SELECT 1 FROM supervisor_call WHERE id = $1 FOR UPDATE', [id]);
    return this.one<LockedSupervisorCall>(
      `SELECT ${COLUMNS}, s.user_id IS NULL OR c.withdrawn_at IS NOT NULL AS over
         FROM supervisor_call c ${NAMES}
         LEFT JOIN agent_state s
           ON s.user_id = c.agent_id AND s.began_at = c.call_began_at AND s.ended_at IS NULL AND s.state = 'on_call'
        WHERE c.id = $1`,
      [id],
    );
  }

  async take({ tenantId, id }: SupervisorCall, takerId: string, at: Date): Promise<void> {
    await this.query('UPDATE supervisor_call SET taken_by = $3, taken_at = $4 WHERE tenant_id = $1 AND id = $2', [
      tenantId,
      id,
      takerId,
      at,
    ]);
  }

  async withdraw({ tenantId, id }: SupervisorCall, at: Date): Promise<void> {
    await this.query('UPDATE supervisor_call SET withdrawn_at = $3 WHERE tenant_id = $1 AND id = $2', [
      tenantId,
      id,
      at,
    ]);
  }
}
