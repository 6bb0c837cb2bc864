import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Replies drawn at random and read again. A draw keeps its seed, so that anybody can draw it again and find the same replies. */
export class CreateQuality1790000000990 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE quality_draw (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        day date NOT NULL,
        seed text NOT NULL,
        percent smallint NOT NULL,
        replies integer NOT NULL,
        drawn_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, day)
      );
      CREATE TABLE quality_sample (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        day date NOT NULL,
        message_id uuid NOT NULL,
        author_id uuid NOT NULL REFERENCES app_user (id),
        points jsonb,
        errors text[] NOT NULL DEFAULT '{}',
        critical boolean NOT NULL DEFAULT false,
        note text CHECK (length(note) <= 1000),
        checked_by uuid REFERENCES app_user (id),
        checked_at timestamptz,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, message_id),
        FOREIGN KEY (tenant_id, day) REFERENCES quality_draw (tenant_id, day),
        FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id),
        CHECK ((checked_by IS NULL) = (checked_at IS NULL) AND (checked_by IS NULL) = (points IS NULL)),
        CONSTRAINT reviewer_is_no_author CHECK (checked_by <> author_id)
      );
      CREATE INDEX quality_sample_by_id ON quality_sample (id);
      CREATE INDEX quality_sample_by_day ON quality_sample (day);
    `);
    await tenantTable(runner, 'quality_draw', 'SELECT, INSERT');
    await tenantTable(runner, 'quality_sample');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quality_sample, quality_draw');
  }
}
