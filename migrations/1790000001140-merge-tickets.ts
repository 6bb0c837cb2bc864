import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole } from './tenant-table.js';

/**
 * Tickets of one person that are answered as one. The words stay where they were written; what is owed goes to the survivor and
 * knows where it came from, so that a merge can be undone. That no two persons and no two desks become one is a rule of the database.
 */
export class MergeTickets1790000001140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE requester ADD COLUMN order_key text GENERATED ALWAYS AS (
        nullif(upper(regexp_replace(normalize(order_number, NFKC), '[^0-9A-Za-z]', '', 'g')), '')) STORED;
      CREATE INDEX requester_by_order ON requester (order_key) WHERE order_key IS NOT NULL;

      ALTER TABLE ticket
        -- Into which it was merged, and who answers for both now: that one's own survivor, where it was merged too.
        ADD COLUMN merged_into_id uuid,
        ADD COLUMN survivor_id uuid,
        -- How both stood before; no words and no persons.
        ADD COLUMN before_merge jsonb,
        ADD FOREIGN KEY (tenant_id, merged_into_id) REFERENCES ticket (tenant_id, id),
        ADD FOREIGN KEY (tenant_id, survivor_id) REFERENCES ticket (tenant_id, id),
        ADD CONSTRAINT ticket_merged_has_survivor CHECK ((state = 'merged') = (survivor_id IS NOT NULL)
          AND (survivor_id IS NULL) = (merged_into_id IS NULL)),
        ADD CONSTRAINT ticket_survives_others CHECK (survivor_id <> id AND merged_into_id <> id);
      CREATE INDEX ticket_of_survivor ON ticket (survivor_id) WHERE survivor_id IS NOT NULL;
      CREATE INDEX ticket_merged ON ticket (created_at) WHERE survivor_id IS NOT NULL;

      CREATE FUNCTION app.keep_persons_apart() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      BEGIN
        IF NOT EXISTS (
          SELECT FROM ticket s
            JOIN requester theirs ON theirs.tenant_id = s.tenant_id AND theirs.id = s.requester_id
            JOIN requester own ON own.tenant_id = new.tenant_id AND own.id = new.requester_id
           WHERE s.tenant_id = new.tenant_id AND s.id = new.survivor_id AND s.desk_id = new.desk_id AND s.survivor_id IS NULL
             AND (own.email_key IS NULL OR own.email_key = theirs.email_key)
        ) THEN
          RAISE EXCEPTION 'only what one person sent to one desk becomes one' USING ERRCODE = 'check_violation';
        END IF;
        RETURN new;
      END $$;
      GRANT EXECUTE ON FUNCTION app.keep_persons_apart() TO ${await appRole(runner)};
      CREATE TRIGGER keep_persons_apart BEFORE UPDATE ON ticket FOR EACH ROW
        WHEN (new.survivor_id IS NOT NULL AND new.survivor_id IS DISTINCT FROM old.survivor_id)
        EXECUTE FUNCTION app.keep_persons_apart();
    `);
    await this.owed(runner, 'promise');
    await this.owed(runner, 'escalation');
    await runner.query(`
      DROP INDEX escalation_one_open;
      CREATE UNIQUE INDEX escalation_one_open ON escalation (tenant_id, home_ticket_id) WHERE state IN ('open', 'taken');
    `);
  }

  /** What is owed on a ticket remembers on which one it began. */
  private async owed(runner: QueryRunner, table: string): Promise<void> {
    await runner.query(`
      ALTER TABLE ${table} ADD COLUMN home_ticket_id uuid;
      ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;
      UPDATE ${table} SET home_ticket_id = ticket_id;
      ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
      ALTER TABLE ${table} ALTER COLUMN home_ticket_id SET NOT NULL,
        ADD FOREIGN KEY (tenant_id, home_ticket_id) REFERENCES ticket (tenant_id, id);
      CREATE INDEX ${table}_of_home ON ${table} (home_ticket_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('what was merged would be answered by nobody');
  }
}
