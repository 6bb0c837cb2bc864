import { Injectable } from '@nestjs/common';
import type { OutboxPage } from '#libs/contracts';
import { can, pageOf, readCursor } from '#libs/platform';
import { OutboxRepository } from './outbox.repository.js';

const PAGE = 50;

/** Mails that stay here because no relay is configured, of the shops that this person serves. */
@Injectable()
export class OutboxService {
  constructor(private readonly outbox: OutboxRepository) {}

  async list(cursor: string | undefined, limit = PAGE): Promise<OutboxPage> {
    const found = await this.outbox.list(readCursor(cursor), limit + 1, can('ticket:restricted'));
    const { rows, nextCursor } = pageOf(found, limit, ({ createdAt }) => createdAt);
    return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })), nextCursor };
  }
}
