import { Injectable } from '@nestjs/common';
import type { Channel, Language, TicketState } from '#libs/contracts';
import { Clock } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { type RatingQuestion, Ratings } from '../ratings/ratings.service.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { ToldTimes } from '../tickets/told-times.service.js';
import type { StatusLink } from './status-links.js';

/** What a requester may see of his or her own ticket. */
export interface TicketStatusView {
  number: string;
  state: TicketState;
  language: Language;
  desk: DeskOfShop;
  receivedAt: Date;
  /** When someone took it into hand or answered; null while it waits for its turn. */
  inHand: boolean;
  /** By when an answer was told; null where nothing is due. */
  told: Date | null;
  answeredAt: Date | null;
  closedAt: Date | null;
  /** Of the ticket that answers for it: whether what is added is taken, and for how long this page lives. */
  answering: Pick<TicketEntity, 'state' | 'answeredAt' | 'closedAt'>;
  /** Null where nobody asks how content the requester is. */
  rating: RatingQuestion | null;
  /** Only through a conversation link: the requester's own words and the desk's final replies. */
  messages:
    | { from: 'requester' | 'desk'; fromName: string; channel: Channel; automatic: boolean; text: string; at: Date }[]
    | null;
}

const LIFE_DAYS = 30;

/** The requester's own page. */
@Injectable()
export class TicketStatus {
  constructor(
    private readonly tickets: TicketsRepository,
    private readonly desks: DesksService,
    private readonly ratings: Ratings,
    private readonly toldTimes: ToldTimes,
    private readonly clock: Clock,
  ) {}

  /** Null for expired, revoked and unknown links alike. */
  async find(link: StatusLink): Promise<TicketStatusView | null> {
    const ticket = await this.tickets.find(link.ticketId);
    if (!ticket || ticket.linkEpoch !== link.epoch) return null;
    const answering = ticket.survivorId === null ? ticket : await this.tickets.find(ticket.survivorId);
    if (!answering || this.isExpired(answering)) return null;
    const { state, answeredAt, closedAt } = answering;
    const desk = await this.desks.get(ticket.deskId);
    return {
      answering: { state, answeredAt, closedAt },
      number: ticket.number,
      state: ticket.state,
      language: ticket.language,
      desk,
      receivedAt: ticket.createdAt,
      inHand: ticket.state !== 'new',
      told: await this.toldTimes.of(ticket),
      answeredAt: ticket.answeredAt,
      closedAt: ticket.closedAt,
      rating: await this.ratings.question(ticket, desk),
      messages: link.scope === 'conversation' ? await this.conversation(ticket) : null,
    };
  }

  private async conversation(ticket: TicketEntity): Promise<TicketStatusView['messages']> {
    const messages = await this.tickets.messages(ticket);
    return messages
      .filter(
        (message) => message.kind === 'inbound' || (message.kind === 'outbound' && message.delivery_state === 'sent'),
      )
      .map((message) => ({
        from: message.kind === 'inbound' ? ('requester' as const) : ('desk' as const),
        fromName: message.kind === 'inbound' ? message.from_name : '',
        channel: message.channel,
        automatic: message.automatic,
        text: message.body_text,
        at: message.created_at,
      }));
  }

  /** Thirty days after the last answer, or after receipt where none was given and the ticket is closed. */
  private isExpired(ticket: Pick<TicketEntity, 'answeredAt' | 'closedAt'>): boolean {
    const from = ticket.closedAt ?? ticket.answeredAt;
    return from !== null && this.clock.now().getTime() - from.getTime() > LIFE_DAYS * 86_400_000;
  }
}
