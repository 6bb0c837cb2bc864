import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose address a mail gives as its sender's name, if that is not the one it comes from. */
export class NotePosedAddress1790000001620 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mail_detail ADD COLUMN posed_address text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mail_detail DROP COLUMN posed_address');
  }
}
