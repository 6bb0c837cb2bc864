import type { Channel, Topic } from './vocabulary.js';
import type { AgentState, StateSpan, TrainingLevel } from './people.js';
import type { TenantCounters } from './tickets.js';

/** `GET /api/v1/floor`: the supervisor's first view; pushes keep it fresh. */
export interface FloorView {
  at: string;
  counters: TenantCounters[];
  /** Inflow of the last hours in steps of 15 minutes. */
  inflow: { from: string; tenantId: string; count: number }[];
  byTopic: { topic: Topic; waiting: number }[];
  waitingByDesk: { deskId: string; channel: Channel; waiting: number; oldest: string | null }[];
  people: FloorPerson[];
}

export interface FloorPerson {
  userId: string;
  name: string;
  shortName: string;
  /** Connected now on any device. */
  here: boolean;
  /** Since when connected; null when not here. */
  since: string | null;
  state: AgentState;
  /** Since when in this state; null when offline. */
  stateSince: string | null;
  /** The present day, oldest first. */
  day: StateSpan[];
  ticketsAtOnce: number;
  trainingLevel: TrainingLevel;
  lookingAt: { ticketId: string; number: string; writing: boolean } | null;
  /** Tickets in hand. */
  assigned: number;
  repliesToday: number;
}
