import type {
  CallView,
  DeliveryView,
  MessageView,
  PassedWarnings,
  RequesterView,
  TicketClocksView,
  TicketEventView,
  TicketName,
  TicketRow,
} from '#libs/contracts';
import type { Actor } from '#libs/platform';
import { initialsOf } from './requester-initials.js';
import type { EventRow, MessageRow, RequesterRow, TicketListRow } from './tickets.repository.js';

type Viewer = Pick<Actor, 'isShop'>;

/** The row as this person may see it: a shop's people see initials and neither words nor staff in lists. */
export const rowView = (ticket: TicketListRow, viewer: Viewer): TicketRow => ({
  id: ticket.id,
  number: ticket.number,
  version: ticket.version,
  tenantId: ticket.tenantId,
  deskId: ticket.deskId,
  state: ticket.state,
  topic: ticket.topic,
  priority: ticket.priority,
  channel: ticket.channel,
  language: ticket.language,
  subject: viewer.isShop ? '' : ticket.subject,
  excerpt: viewer.isShop ? '' : ticket.excerpt,
  requesterName: viewer.isShop ? initialsOf(ticket.requesterName, ticket.requesterKana) : ticket.requesterName,
  assigneeId: viewer.isShop ? null : ticket.assigneeId,
  assigneeName: viewer.isShop ? null : ticket.assigneeName,
  createdAt: ticket.createdAt.toISOString(),
  dueAt: iso(ticket.dueAt),
  dueWarned: ticket.dueAt !== null && ticket.replyAlerted > 0,
  waitingSince: iso(ticket.waitingSince),
  firstReplyAt: iso(ticket.firstReplyAt),
  lane: ticket.lane,
});

export const clocksView = (ticket: TicketListRow, told: Date | null): TicketClocksView => ({
  told: iso(told),
  resolveDueAt: iso(ticket.resolveDueAt),
  replyLeftMinutes: minutes(ticket.replyLeftMs),
  resolutionLeftMinutes: minutes(ticket.resolveLeftMs),
});

const minutes = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : Math.floor(milliseconds / 60_000);

export const requesterView = (requester: RequesterRow): RequesterView => ({
  name: requester.name,
  kana: requester.kana,
  email: requester.email,
  phone: requester.phone,
  orderNumber: requester.order_number,
  noticeReceived: requester.notice_received,
  preferredContact: requester.preferred_contact,
  contactBand: requester.contact_band,
});

export const messageView = (
  message: MessageRow,
  viewer: Viewer,
  mergedFrom: TicketName | null = null,
): MessageView => ({
  id: message.id,
  kind: message.kind,
  channel: message.channel,
  subject: message.subject,
  from: message.from_name,
  authorId: viewer.isShop ? null : message.author_id,
  bodyText: message.body_text,
  automatic: message.automatic,
  delivery: deliveryView(message),
  passed: viewer.isShop ? null : passedView(message),
  mergedFrom,
  createdAt: message.created_at.toISOString(),
});

const passedView = ({ passed_warnings: warnings, warning_reason: reason }: MessageRow): PassedWarnings | null =>
  warnings && reason ? { warnings, reason } : null;

const deliveryView = (message: MessageRow): DeliveryView | null =>
  message.delivery_state === null
    ? null
    : {
        state: message.delivery_state,
        inOutbox: message.in_outbox === true,
        attempts: message.delivery_attempts,
        reason: message.delivery_reason,
        at: iso(message.delivery_at),
        undoUntil: message.delivery_state === 'queued' ? iso(message.undo_until) : null,
        nextAttemptAt: iso(message.retry_at),
      };

/** How angry a caller was is the floor's own matter. */
export const callView = (call: CallView, viewer: Viewer): CallView =>
  viewer.isShop ? { ...call, complaintLevel: 0 } : call;

/** What a shop may read of a ticket's history; the rest is how the operator's floor works. */
const SHOWN_TO_SHOPS = new Set([
  'ticket.opened',
  'ticket.replied',
  'ticket.handed_back',
  'ticket.resolved',
  'ticket.reopened',
  'ticket.message_received',
  'message.sent',
  'message.failed',
]);

export const eventView = (event: EventRow, viewer: Viewer): TicketEventView | null => {
  if (viewer.isShop && !SHOWN_TO_SHOPS.has(event.type)) return null;
  return {
    id: event.number,
    type: event.type,
    actorName: viewer.isShop ? null : event.actor_name,
    at: event.at.toISOString(),
    payload: viewer.isShop ? {} : event.payload,
  };
};

export const isShown = <T>(view: T | null): view is T => view !== null;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
