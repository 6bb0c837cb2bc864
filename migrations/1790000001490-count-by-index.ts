import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Figures of a month count hundreds of thousands of records. Each of them asks about its ticket, its person and what came of it; these
 * indexes answer all of that alone, without a look at the tables.
 */
export class CountByIndex1790000001490 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX event_by_time, ticket_by_id, requester_by_id, requester_by_email, requester_by_phone, phone_call_of_ticket;

      CREATE INDEX event_of_work ON event (at) WHERE type IN ('ticket.replied', 'ticket.resolved', 'ticket.call_logged');
      CREATE INDEX event_of_return ON event (subject_id, at) INCLUDE (tenant_id)
        WHERE type IN ('ticket.reopened', 'ticket.message_received');
      CREATE INDEX event_of_escalation ON event (subject_id) INCLUDE (tenant_id) WHERE type = 'escalation.opened';

      CREATE INDEX message_of_people ON message (ticket_id, created_at, id) INCLUDE (tenant_id, author_id)
        WHERE kind = 'outbound' AND NOT automatic AND delivery_state IS DISTINCT FROM 'withdrawn';
      CREATE INDEX phone_call_of_ticket ON phone_call (ticket_id) INCLUDE (tenant_id, answered_at);
      CREATE INDEX phone_call_spoken ON phone_call (answered_at) INCLUDE (tenant_id, ticket_id, agent_id) WHERE ticket_id IS NOT NULL;

      CREATE INDEX ticket_by_id ON ticket (id) INCLUDE (tenant_id, survivor_id, desk_id, channel, topic, requester_id);
      CREATE INDEX requester_by_id ON requester (id) INCLUDE (tenant_id, email_key, phone_key);
      CREATE INDEX requester_by_email ON requester (email_key) INCLUDE (tenant_id, id) WHERE email_key IS NOT NULL;
      CREATE INDEX requester_by_phone ON requester (phone_key) INCLUDE (tenant_id, id) WHERE phone_key IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX event_of_work, event_of_return, event_of_escalation, message_of_people, phone_call_of_ticket, phone_call_spoken,
        ticket_by_id, requester_by_id, requester_by_email, requester_by_phone;
      CREATE INDEX event_by_time ON event USING brin (at) WITH (pages_per_range = 16);
      CREATE INDEX phone_call_of_ticket ON phone_call (ticket_id);
      CREATE INDEX ticket_by_id ON ticket (id);
      CREATE INDEX requester_by_id ON requester (id);
      CREATE INDEX requester_by_email ON requester (email_key) WHERE email_key IS NOT NULL;
      CREATE INDEX requester_by_phone ON requester (phone_key) WHERE phone_key IS NOT NULL;
    `);
  }
}
