import { Injectable } from '@nestjs/common';
import type { SupervisorCall } from '#libs/contracts';
import { newId, Repository } from '#libs/platform';
import { isoTime } from './floor.repository.js';

/** The only file that queries who calls a supervisor to a long call. */
@Injectable()
export class SupervisorCallsRepository extends Repository {
  /** False where the agent is on no call, or has called already during this one. */
  async add(desk: { tenantId: string; id: string }, agentId: string, at: Date): Promise<boolean> {
    const row = await this.one(
      `INSERT INTO supervisor_call (tenant_id, id, desk_id, agent_id, call_began_at, called_at)
       SELECT $1, $2, $3, s.user_id, s.began_at, $5
         FROM agent_state s WHERE s.user_id = $4 AND s.ended_at IS NULL AND s.state = 'on_call'
       ON CONFLICT (tenant_id, agent_id, call_began_at) DO NOTHING RETURNING id`,
      [desk.tenantId, newId(), desk.id, agentId, at],
    );
    return row !== null;
  }

  /** Those whose call still goes on, the longest waiting first. */
  open(): Promise<SupervisorCall[]> {
    return this.query<SupervisorCall>(
      `SELECT c.id, c.tenant_id AS "tenantId", c.desk_id AS "deskId", u.short_name AS "agentName",
              ${isoTime('c.called_at')} AS "calledAt"
         FROM agent_state s
         JOIN supervisor_call c ON c.agent_id = s.user_id AND c.call_began_at = s.began_at
         JOIN app_user u ON u.id = c.agent_id
        WHERE s.ended_at IS NULL AND s.state = 'on_call' ORDER BY c.called_at, c.id LIMIT 100`,
    );
  }
}
