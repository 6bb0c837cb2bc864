import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Attachments wait for the virus scanner, where one is configured; pictures are known by their content. */
export class ScanAttachments1790000000855 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE attachment
        ADD COLUMN is_picture boolean NOT NULL DEFAULT false,
        -- The name of what was found, or why the scan failed.
        ADD COLUMN finding text CHECK (length(finding) <= 200),
        ADD COLUMN scanned_at timestamptz,
        -- Who took it upon himself or herself to open it without a clean scan, and when.
        ADD COLUMN released_by uuid REFERENCES app_user (id),
        ADD COLUMN released_at timestamptz;
      ALTER TABLE attachment DROP CONSTRAINT attachment_scan_check;
      ALTER TABLE attachment ADD CONSTRAINT attachment_scan_check
        CHECK (scan IN ('not_scanned', 'waiting', 'clean', 'infected', 'failed'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE attachment SET scan = 'not_scanned' WHERE scan IN ('waiting', 'failed');
      ALTER TABLE attachment DROP CONSTRAINT attachment_scan_check;
      ALTER TABLE attachment ADD CONSTRAINT attachment_scan_check CHECK (scan IN ('not_scanned', 'clean', 'infected'));
      ALTER TABLE attachment DROP COLUMN is_picture, DROP COLUMN finding, DROP COLUMN scanned_at, DROP COLUMN released_by,
        DROP COLUMN released_at;
    `);
  }
}
