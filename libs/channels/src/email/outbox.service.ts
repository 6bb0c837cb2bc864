import { Injectable } from '@nestjs/common';
import type { OutboxPage } from '#libs/contracts';
import { can, DomainError, isUuid } from '#libs/platform';
import { type OutboxPosition, OutboxRepository } from './outbox.repository.js';

const PAGE = 50;

/** Mails that stay here because no relay is configured, of the shops that this person serves. */
@Injectable()
export class OutboxService {
  constructor(private readonly outbox: OutboxRepository) {}

  /** A cursor that this service did not write is `request.invalid`. */
  async list(cursor: string | null, limit = PAGE): Promise<OutboxPage> {
    const rows = await this.outbox.list(
      cursor === null ? null : positionOf(cursor),
      limit + 1,
      can('ticket:restricted'),
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
      nextCursor: rows.length > limit && last ? `${last.createdAt.getTime()}_${last.id}` : null,
    };
  }
}

const positionOf = (cursor: string): OutboxPosition => {
  const [time, id] = cursor.split('_');
  if (!/^\d{1,15}$/.test(time ?? '') || !id || !isUuid(id)) {
    throw new DomainError('request.invalid', { fields: ['cursor'] });
  }
  return { createdAt: new Date(Number(time)), id };
};
