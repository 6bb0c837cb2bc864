import type { EscalationAlert } from './escalations.js';
import type { CallEventPush } from './calls.js';
import type { AgentState } from './people.js';
import type { TenantCounters, TicketRow } from './tickets.js';

/**
 * The wire contract of the live queue. A push is a hint: it may be lost, doubled or late. A row is applied only when its version is not
 * below the one already shown; after every (re)connection the console sends the position of the last batch that it saw and gets
 * the rows that changed since, or the order to reload.
 */
export interface ServerToClient {
  /** Rows that changed, in their state after the change; `gone`: ids of tickets that are not for these people any more. `position` covers everything up to this batch. */
  'tickets.changed': (batch: {
    position: string;
    rows: TicketRow[];
    events: TicketEventHint[];
    gone?: string[];
  }) => void;
  'queue.counters': (counters: TenantCounters[]) => void;
  'presence.changed': (presence: TicketPresence) => void;
  /** People may have gone without a word: `presence.list` tells who is here. */
  'presence.reload': () => void;
  /** Somebody came, left or looks at something else: what one may know of it is read over HTTP. */
  'floor.changed': () => void;
  /** There may be a message of a supervisor to read: `GET /api/v1/people/me/messages`. */
  'floor.message': () => void;
  /** A call of this very person, as the telephony system tells it. */
  'call.event': (call: CallEventPush) => void;
  /** What is owed changed: it is read over HTTP. */
  'promises.changed': () => void;
  /** This person's own state changed: here, at the phone or by a supervisor. */
  'agent.state': (own: { state: AgentState; since: string | null }) => void;
  /** A report that a supervisor must know of at once, or one past its time; to the supervisors of its shop. */
  'escalation.alert': (alert: EscalationAlert) => void;
  /** An agent of the shop calls a supervisor to a long call: who, is read over HTTP. */
  'supervisor.called': () => void;
  /** A supervisor comes to such a call, or it was withdrawn: to the staff of the shop; who, is read over HTTP. */
  'supervisor.changed': () => void;
  /** A canned text is told, or not told any more: what is offered now is read over HTTP. */
  'texts.changed': () => void;
  /** Only that something changed: a shop's own people read the rest over HTTP. */
  'portal.changed': (hint: { position: string }) => void;
  /** The session or a role ended; the socket closes after this. */
  'session.ended': (reason: { code: 'signed_out' | 'revoked' | 'rights_changed' | 'expired' }) => void;
}

/** What happened to a ticket, by whom; no content. */
export interface TicketEventHint {
  ticketId: string;
  type: string;
  actorId: string | null;
}

export interface ClientToServer {
  /** Asks for all that was missed. `since` null: only the present position. */
  'queue.sync': (request: { since: string | null }, ack: (answer: SocketAnswer<SyncAnswer>) => void) => void;
  /** Says that this person looks at a ticket, or (null) at none. */
  'presence.look': (
    request: { ticketId: string | null; writing: boolean },
    ack: (answer: SocketAnswer<TicketPresence | null>) => void,
  ) => void;
  /** Asks who looks at what, in all tickets of one's scope. */
  'presence.list': (request: Record<string, never>, ack: (answer: SocketAnswer<TicketPresence[]>) => void) => void;
}

export type SyncAnswer =
  | { reload: false; position: string; rows: TicketRow[]; gone?: string[]; counters: TenantCounters[] }
  | { reload: true; position: string };

export interface TicketPresence {
  ticketId: string;
  tenantId: string;
  people: { userId: string; shortName: string; writing: boolean }[];
}

export type SocketAnswer<T> = { data: T } | { error: { code: string; message: string } };
