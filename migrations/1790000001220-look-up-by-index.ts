import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definerFunction } from './tenant-table.js';

/**
 * Grams become numbers: half the size, and compared without a collation, so that both writing an entry and reading through many of
 * them cost a fraction. A search within one shop, and the counters of what waits, get indexes that answer alone.
 */
export class LookUpByIndex1790000001220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION app.search_tickets(text[], text[], timestamptz, uuid, integer);
      DROP INDEX ticket_search_grams;
      -- As gramsOf in libs/desk: a character is its code point, a pair the low halves of both.
      CREATE FUNCTION app.grams_as_numbers(grams text[]) RETURNS integer[] LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(array_agg(CASE char_length(g) WHEN 1 THEN ascii(g) ELSE
          ((ascii(g) & 65535)::bigint << 16 | (ascii(substr(g, 2)) & 65535))::bit(32)::integer END), '{}') FROM unnest(grams) g $$;
      ALTER TABLE ticket_search ALTER COLUMN grams TYPE integer[] USING app.grams_as_numbers(grams);
      DROP FUNCTION app.grams_as_numbers(text[]);
      CREATE INDEX ticket_search_grams ON ticket_search USING gin (grams);
      CREATE INDEX ticket_search_newest_of_tenant ON ticket_search (tenant_id, created_at DESC, ticket_id DESC);

      -- All that the counters ask of a waiting ticket: they never visit the table.
      DROP INDEX ticket_waiting_by_due;
      CREATE INDEX ticket_waiting_by_due ON ticket (due_at, id)
        INCLUDE (tenant_id, assignee_id, waiting_since, channel, lane, state) WHERE state IN ('new', 'open', 'callback_due');
    `);
    await createSearch(runner, 'integer');
  }

  /** The words of the grams cannot be had back from their numbers: entries are written anew from what they index. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION app.search_tickets(integer[], text[], timestamptz, uuid, integer);
      DROP INDEX ticket_search_grams, ticket_search_newest_of_tenant, ticket_waiting_by_due;
      CREATE FUNCTION app.grams_of(folded text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
        SELECT ARRAY(SELECT DISTINCT g FROM unnest(string_to_array(folded, chr(10))) line, generate_series(1, char_length(line)) p,
          LATERAL (VALUES (substr(line, p, 1)), (substr(line, p, 2))) v (g)) $$;
      ALTER TABLE ticket_search ALTER COLUMN grams TYPE text[] USING app.grams_of(folded);
      DROP FUNCTION app.grams_of(text);
      CREATE INDEX ticket_search_grams ON ticket_search USING gin (grams);
      CREATE INDEX ticket_waiting_by_due ON ticket (due_at, id) WHERE state IN ('new', 'open', 'callback_due');
    `);
    await createSearch(runner, 'text');
  }
}

const createSearch = (runner: QueryRunner, gram: 'integer' | 'text'): Promise<void> =>
  definerFunction(
    runner,
    `app.search_tickets(${gram}[], text[], timestamptz, uuid, integer)`,
    `CREATE FUNCTION app.search_tickets(the_grams ${gram}[], the_words text[], before_at timestamptz, before_id uuid, how_many integer)
       RETURNS TABLE (ticket_id uuid, created_at timestamptz)
       LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     DECLARE
       scope uuid[] := app.tenant_scope();
     BEGIN
       -- Dynamic, so that each search is planned with its own words: rare ones by the GIN index, common ones by age. Of one shop with
       -- an equality: only so that shop's entries are walked by age.
       RETURN QUERY EXECUTE
         'SELECT s.ticket_id, s.created_at FROM ticket_search s
           WHERE ' || CASE cardinality(scope) WHEN 1 THEN 's.tenant_id = ($1)[1]' ELSE 's.tenant_id = ANY ($1)' END || '
             AND s.grams @> $2
             AND ($4 IS NULL OR (s.created_at, s.ticket_id) < ($4, $5))
             AND NOT EXISTS (SELECT FROM unnest($3) word WHERE position(word IN s.folded) = 0)
           ORDER BY s.created_at DESC, s.ticket_id DESC LIMIT $6'
         USING scope, the_grams, the_words, before_at, before_id, least(how_many, 200);
     END $$`,
  );
