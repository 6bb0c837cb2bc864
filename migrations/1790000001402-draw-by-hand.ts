import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Replies may be drawn during the day too, by a supervisor: a further round, with a seed of its own. Round 0 is that of the finished day. */
export class DrawByHand1790000001402 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE quality_sample ADD COLUMN round smallint NOT NULL DEFAULT 0,
        DROP CONSTRAINT quality_sample_tenant_id_day_fkey;
      ALTER TABLE quality_draw ADD COLUMN round smallint NOT NULL DEFAULT 0 CHECK (round >= 0),
        ADD COLUMN drawn_by uuid REFERENCES app_user (id),
        DROP CONSTRAINT quality_draw_pkey,
        ADD PRIMARY KEY (tenant_id, day, round),
        ADD CONSTRAINT quality_draw_by_hand CHECK ((round = 0) = (drawn_by IS NULL));
      ALTER TABLE quality_sample ADD FOREIGN KEY (tenant_id, day, round) REFERENCES quality_draw (tenant_id, day, round);
    `);
  }

  async down(): Promise<void> {
    throw new Error('what was drawn by hand would be lost');
  }
}
