import { Injectable } from '@nestjs/common';
import { parseReferenceNumber, type TicketRow, type TicketView } from '#libs/contracts';
import { currentActor, isUuid, notFound } from '#libs/platform';
import { MergingRepository } from '../merging/merging.repository.js';
import type { TicketEntity } from './ticket.entity.js';
import { maySee, visibleTo } from './ticket.visibility.js';
import { callView, clocksView, eventView, isShown, messageView, requesterView, rowView } from './ticket.view.js';
import { ToldTimes } from './told-times.service.js';
import { type MessageRow, TicketsRepository } from './tickets.repository.js';

/** Reads tickets for people: the same ticket looks different to the floor and to the shop. */
@Injectable()
export class TicketViews {
  constructor(
    private readonly tickets: TicketsRepository,
    private readonly merging: MergingRepository,
    private readonly toldTimes: ToldTimes,
  ) {}

  /** By id or reference number. Another tenant's ticket is `not_found`, as one that does not exist. */
  async get(idOrNumber: string): Promise<TicketView> {
    return this.of(await this.ticket(idOrNumber));
  }

  async ticket(idOrNumber: string, lock = false): Promise<TicketEntity> {
    const key = keyOf(idOrNumber);
    const ticket = key === null ? null : await (lock ? this.tickets.lock(key) : this.tickets.find(key));
    if (!ticket || !maySee(currentActor(), ticket)) throw notFound();
    return ticket;
  }

  async of(ticket: TicketEntity): Promise<TicketView> {
    const viewer = currentActor();
    // Asked in one go: none waits for the answer to the one before it.
    const [[row], requester, messages, events, call, merged, mergedInto, told] = await Promise.all([
      this.tickets.listRows([ticket.id]),
      this.tickets.requester(ticket),
      this.tickets.conversation(ticket),
      this.tickets.events(ticket),
      this.tickets.call(ticket),
      this.merging.mergedInto(ticket),
      this.merging.survivorName(ticket, visibleTo(viewer)),
      this.toldTimes.of(ticket),
    ]);
    if (!row || !requester) throw notFound();
    const from = new Map(merged.map(({ id, number }) => [id, { id, number }]));
    const notLeft = new Set(messages.filter(hasNotLeft).map(({ id }) => id));
    // What has not left, or never did, is nothing that a shop needs to know of.
    const isKept = (messageId: unknown): boolean => !viewer.isShop || !notLeft.has(String(messageId));
    return {
      ...rowView(row, viewer),
      clocks: clocksView(row, told),
      requester: requesterView(requester),
      call: call && callView(call, viewer),
      messages: messages
        .filter((message) => (!viewer.isShop || message.kind !== 'note') && isKept(message.id))
        .map((message) => messageView(message, viewer, from.get(message.ticket_id))),
      events: events
        .filter(({ payload }) => isKept(payload['messageId']))
        .map((event) => eventView(event, viewer))
        .filter(isShown),
      mergedInto,
      merged,
    };
  }

  /** The floor's rows of these tickets, for pushes; tickets outside the transaction's scope are left out. */
  async rows(ids: readonly string[]): Promise<TicketRow[]> {
    const rows = await this.tickets.listRows(ids);
    return rows.map((row) => rowView(row, { isShop: false }));
  }
}

/** A reply that its author took back, or still can. */
const hasNotLeft = (message: MessageRow): boolean =>
  message.delivery_state === 'withdrawn' || (message.delivery_state === 'queued' && !message.automatic);

const keyOf = (idOrNumber: string): string | null =>
  isUuid(idOrNumber.toLowerCase()) ? idOrNumber.toLowerCase() : parseReferenceNumber(idOrNumber);
