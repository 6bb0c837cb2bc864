import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls that found every line busy: told by the telephony system, and apart from those that somebody could have answered. */
export class TellBlockedCalls1790000001401 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE phone_call ADD COLUMN blocked boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT phone_call_blocked_unanswered CHECK (NOT blocked OR answered_at IS NULL);
      ALTER TABLE phone_call_event DROP CONSTRAINT phone_call_event_event_check,
        ADD CONSTRAINT phone_call_event_event_check
          CHECK (event IN ('ringing', 'answered', 'held', 'resumed', 'ended', 'abandoned', 'blocked'));
      DROP INDEX phone_call_event_once;
      CREATE UNIQUE INDEX phone_call_event_once ON phone_call_event (tenant_id, call_id, event)
        WHERE event IN ('answered', 'ended', 'abandoned', 'blocked');
    `);
  }

  async down(): Promise<void> {
    throw new Error('blocked calls would be counted as abandoned');
  }
}
