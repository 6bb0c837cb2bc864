import { Injectable } from '@nestjs/common';
import { type TenantCounters, type TicketPage, WAITING_STATES } from '#libs/contracts';
import { Clock, currentActor, type Cursor, pageOf, readCursor, writeCursor } from '#libs/platform';
import { searchWordsOf } from '../search/search-key.js';
import { rowView } from '../tickets/ticket.view.js';
import type { TicketListRow } from '../tickets/tickets.repository.js';
import { dayBeganAt } from './day.js';
import { type QueueFilter, QueueRepository } from './queue.repository.js';

export interface ListRequest {
  q: string | null;
  filter: QueueFilter;
  sort: 'newest' | 'due';
  cursor: string | null;
  limit: number;
}

const DUE_SOON_MINUTES = 30;

/** The one queue over all tenants of a person's scope. */
@Injectable()
export class QueueService {
  constructor(
    private readonly queue: QueueRepository,
    private readonly clock: Clock,
  ) {}

  async list(asked: ListRequest): Promise<TicketPage> {
    const request = { ...asked, filter: ofOwnShop(asked.filter) };
    const after = readCursor(request.cursor);
    const words = request.q === null ? null : searchWordsOf(request.q);
    if (words) return this.searchPage(words, request, after);
    const byDue = request.sort === 'due';
    const rows = byDue
      ? await this.queue.byDueTime(request.filter, after, request.limit + 1)
      : await this.queue.newest(request.filter, after, request.limit + 1);
    const page = pageOf(rows, request.limit, (row) => (byDue ? row.dueAt! : row.createdAt));
    return pageView(page.rows, page.nextCursor);
  }

  counters(tenantIds: readonly string[] = currentActor().tenantIds): Promise<TenantCounters[]> {
    const now = this.clock.now();
    const soon = new Date(now.getTime() + DUE_SOON_MINUTES * 60_000);
    return this.queue.counters(tenantIds, soon, now, dayBeganAt(now));
  }

  /** A search reads on until the page is full, since filters apply to its hits. */
  private async searchPage(
    words: { words: string[]; grams: number[] },
    request: ListRequest,
    start: Cursor | null,
  ): Promise<TicketPage> {
    const found: TicketListRow[] = [];
    let after = start;
    for (let round = 0; round < 10 && found.length < request.limit; round += 1) {
      const hits = await this.queue.search(words.grams, words.words, after, request.limit);
      found.push(
        ...(await this.queue.filtered(
          hits.map((hit) => hit.ticket_id),
          request.filter,
        )),
      );
      const last = hits.at(-1);
      after = hits.length < request.limit || !last ? null : { at: last.created_at.toISOString(), id: last.ticket_id };
      if (after === null) break;
    }
    const page = found.slice(0, request.limit);
    const last = page.at(-1);
    const more = found.length > request.limit || after !== null;
    const end = more && last ? writeCursor({ at: last.createdAt.toISOString(), id: last.id }) : null;
    return pageView(page, end);
  }
}

/**
 * Who sees one shop is told from its index: the wall alone would leave the order of all shops' tickets to be read until enough of
 * them are its own.
 */
const ofOwnShop = (filter: QueueFilter): QueueFilter => {
  const { tenantIds } = currentActor();
  return tenantIds.length === 1 ? { ...filter, tenantId: filter.tenantId ?? tenantIds[0]! } : filter;
};

const pageView = (rows: readonly TicketListRow[], nextCursor: string | null): TicketPage => ({
  items: rows.map((row) => rowView(row, currentActor())),
  nextCursor,
});

export const ALL: QueueFilter = {
  states: null,
  deskId: null,
  channel: null,
  topic: null,
  tenantId: null,
  assigneeId: null,
  unassigned: false,
  dueBefore: null,
  restricted: false,
};

/** `waiting` stands for all states in which the desk owes the next step. */
export const statesOf = (given: readonly string[] | undefined): readonly string[] | null =>
  given
    ? [...new Set(given.flatMap((state): readonly string[] => (state === 'waiting' ? WAITING_STATES : [state])))]
    : null;
