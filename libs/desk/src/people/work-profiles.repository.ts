import { Injectable } from '@nestjs/common';
import type { WorkProfile, WorkProfileRequest, WorkRules } from '#libs/contracts';
import { Repository } from '#libs/platform';

const PROFILE = `
  coalesce(p.calls_at_once, r.calls_at_once)::int AS "callsAtOnce",
  coalesce(p.tickets_at_once, r.tickets_at_once)::int AS "ticketsAtOnce",
  coalesce(p.languages, '{ja,en}') AS languages, p.topics, u.training_level AS "trainingLevel"`;

/** What people can do, and the desk's rules for it. */
@Injectable()
export class WorkProfilesRepository extends Repository {
  profiles(userIds: readonly string[]): Promise<(WorkProfile & { userId: string })[]> {
    return this.query(
      `SELECT u.id AS "userId", ${PROFILE}
         FROM app_user u CROSS JOIN work_rules r LEFT JOIN work_profile p ON p.user_id = u.id WHERE u.id = ANY (ARRAY(SELECT unnest($1::uuid[])))`,
      [userIds],
    );
  }

  async save(userId: string, profile: WorkProfileRequest): Promise<void> {
    await this.query(
      `INSERT INTO work_profile (user_id, calls_at_once, tickets_at_once, languages, topics) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (user_id) DO UPDATE SET calls_at_once = $2, tickets_at_once = $3, languages = $4, topics = $5`,
      [userId, profile.callsAtOnce, profile.ticketsAtOnce, profile.languages, profile.topics],
    );
  }

  async rules(): Promise<WorkRules> {
    return (await this.one<WorkRules>(
      `SELECT push_assignment AS "pushAssignment", vanish_minutes::int AS "vanishMinutes", calls_at_once::int AS "callsAtOnce",
              tickets_at_once::int AS "ticketsAtOnce" FROM work_rules`,
    ))!;
  }

  async saveRules(rules: WorkRules): Promise<void> {
    await this.query(
      'UPDATE work_rules SET push_assignment = $1, vanish_minutes = $2, calls_at_once = $3, tickets_at_once = $4',
      [rules.pushAssignment, rules.vanishMinutes, rules.callsAtOnce, rules.ticketsAtOnce],
    );
  }
}
