import type { Channel, Topic } from './vocabulary.js';
import type { AgentState, TrainingLevel } from './people.js';
import type { TenantCounters } from './tickets.js';

/** `GET /api/v1/floor`: the supervisor's first view; pushes keep it fresh. */
export interface FloorView {
  at: string;
  counters: TenantCounters[];
  /** Inflow of the last hours in steps of 15 minutes. */
  inflow: { from: string; tenantId: string; count: number }[];
  inflowByTopic: { from: string; topic: Topic; count: number }[];
  byTopic: { topic: Topic; waiting: number }[];
  waitingByDesk: { deskId: string; channel: Channel; waiting: number; oldest: string | null }[];
  /** Callers whom nobody has answered yet. */
  ringing: { count: number; longestSince: string | null };
  /** Callbacks that we owe; `nextUntil` of those that are not late. */
  callbacks: { open: number; late: number; nextUntil: string | null };
  /** What needs a supervisor, the most urgent first; of each kind the first of them. */
  attention: FloorAttention[];
  /** All that needs a supervisor, counted by kind. */
  attentionCounts: Record<AttentionKind, number>;
  people: FloorPerson[];
}

/** Why something needs a supervisor, in the order of urgency. */
export const ATTENTION_KINDS = [
  'supervisor_called',
  'misuse',
  'claim',
  'escalation',
  'overdue',
  'promise_missed',
  'lane',
  'approval',
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** One line of what needs a supervisor; no words of requesters. */
export interface FloorAttention {
  kind: AttentionKind;
  /** Of the escalation, ticket, promise or approval; of a claim in doubt its incident. */
  id: string;
  tenantId: string;
  deskId: string | null;
  /** Null for tickets in a lane for few eyes, of which only this is told. */
  number: string | null;
  topic: Topic | null;
  /** Of tickets the owner, of approvals the author, of a call for a supervisor the agent. */
  personName: string | null;
  /** Who comes to a call for a supervisor. */
  takerName?: string | null;
  since: string;
  /** When it was or is due. */
  until: string | null;
}

/** One line of `GET /api/v1/calls/supervisor`: who calls a supervisor to the call that he or she is on. Over when the call is. */
export interface SupervisorCall {
  id: string;
  tenantId: string;
  deskId: string;
  agentName: string;
  calledAt: string;
  /** The supervisor who comes; null while nobody has said so. */
  takerId: string | null;
  takerName: string | null;
  takenAt: string | null;
}

/** `GET /api/v1/calls/supervisor/mine`: null when this person is on no call, or has called nobody to it. */
export interface OwnSupervisorCall {
  call: SupervisorCall | null;
}

/** A stretch of a person's day in one state: from and to in seconds since the day began; `to` is null for the present one. */
export type DayPiece = [state: AgentState, from: number, to: number | null];

/** `GET /api/v1/floor/days`: how each person has spent this day, oldest first, for a strip that is drawn anew now and then. */
export interface FloorDays {
  began: string;
  people: { userId: string; pieces: DayPiece[] }[];
}

export interface FloorPerson {
  userId: string;
  name: string;
  shortName: string;
  /** Whose work it is to answer, rather than to supervise. */
  isAgent: boolean;
  /** Connected now on any device. */
  here: boolean;
  /** Since when connected; null when not here. */
  since: string | null;
  state: AgentState;
  /** Since when in this state; null when offline. */
  stateSince: string | null;
  ticketsAtOnce: number;
  trainingLevel: TrainingLevel;
  lookingAt: { ticketId: string; number: string; writing: boolean } | null;
  /** Tickets in hand. */
  assigned: number;
  repliesToday: number;
}

/** So many tickets are moved at once. */
export const MOST_MOVED = 200;

/** Body of `POST /api/v1/floor/moves`: the tickets in a person's hands, or the free ones of a desk, go to somebody else. */
export interface MoveRequest {
  personId?: string;
  deskId?: string;
  channel?: Channel;
  /** Null: back to the queue. */
  to: string | null;
  /** At most so many, the soonest due first. */
  count: number;
}

/** `left`: what is still in these hands, or free at this desk. */
export interface MoveAnswer {
  moved: number;
  left: number;
}
