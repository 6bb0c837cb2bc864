/** One mail that waits in the outbox because no relay is configured. `GET /api/v1/outbox`. */
export interface OutboxMail {
  id: string;
  tenantId: string;
  to: string;
  from: string;
  subject: string;
  text: string;
  headers: Record<string, string>;
  createdAt: string;
}

export interface OutboxPage {
  items: OutboxMail[];
  nextCursor: string | null;
}
