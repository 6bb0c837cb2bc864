import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A reference number that is read out names one ticket of all shops, and the database says so. With it go what each inquiry paid for
 * without need: a second index of its number, and the look at a tenant that its desk or its ticket has been asked for already.
 */
export class NumberIsOneTickets1790000001280 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ticket ADD CONSTRAINT ticket_number_key UNIQUE (number);
      DROP INDEX ticket_by_number;
      ALTER TABLE ticket DROP CONSTRAINT ticket_tenant_id_number_key, DROP CONSTRAINT ticket_tenant_id_fkey;
      ALTER TABLE message DROP CONSTRAINT message_tenant_id_fkey;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE message ADD CONSTRAINT message_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant (id);
      ALTER TABLE ticket ADD CONSTRAINT ticket_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant (id),
        ADD CONSTRAINT ticket_tenant_id_number_key UNIQUE (tenant_id, number);
      CREATE INDEX ticket_by_number ON ticket (number);
      ALTER TABLE ticket DROP CONSTRAINT ticket_number_key;
    `);
  }
}
