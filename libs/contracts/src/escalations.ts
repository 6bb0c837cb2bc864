import type { CallStep, ComplaintLevel } from './calls.js';
import type { Channel, Topic } from './vocabulary.js';

/** Who takes over what an agent must not decide alone. */
export const LANES = ['supervisor', 'press', 'lawyer', 'police'] as const;
export type Lane = (typeof LANES)[number];

/** Lanes for few eyes: after the hand-over their tickets are hidden from everybody without `ticket:restricted`. */
export const RESTRICTED_LANES = ['press', 'lawyer', 'police'] as const satisfies readonly Lane[];
export type RestrictedLane = (typeof RESTRICTED_LANES)[number];
export const isRestricted = (lane: Lane): lane is RestrictedLane =>
  (RESTRICTED_LANES as readonly Lane[]).includes(lane);

/** What must not be handled by an agent alone. */
export const TRIGGERS = [
  'misuse',
  'compensation',
  'written_apology',
  'wants_superior',
  'threat',
  'complaint_level_3',
  'repeated_contact',
  'long_call',
  'vulnerable_person',
  'new_leak',
  'received_others_mail',
  'shop_staff',
  'press',
  'politician',
  'lawyer',
  'police',
  'other',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** Where a trigger leads unless somebody chooses otherwise. */
export const laneOf = (trigger: Trigger): Lane => {
  if (trigger === 'press' || trigger === 'politician') return 'press';
  return trigger === 'lawyer' || trigger === 'police' ? trigger : 'supervisor';
};

/** Topics that ask for an escalation by themselves. */
export const TRIGGER_OF_TOPIC: Partial<Record<Topic, Trigger>> = {
  MIS: 'misuse',
  PRS: 'press',
  LAW: 'lawyer',
  POL: 'police',
};

/** A call that lasts longer than this should be taken over. */
export const LONG_CALL_SECONDS = 20 * 60;
/** From so many inquiries of one person on, a supervisor should know. */
export const REPEATED_CONTACTS = 3;
/** When nobody has told the caller another moment, so long does an escalation wait at most. */
export const ESCALATION_DUE_MINUTES = 60;

export const ESCALATION_STATES = ['open', 'taken', 'returned', 'closed'] as const;
export type EscalationState = (typeof ESCALATION_STATES)[number];

/** After a complaint call of level 2 or 3 the agent is offered five minutes to recover. */
export const offersRelief = (level: number): boolean => level >= 2;
export const RELIEF_MINUTES = 5;

/** One line of the supervisors' list; no words of the requester. */
export interface EscalationRow {
  id: string;
  ticketId: string;
  number: string;
  tenantId: string;
  deskId: string;
  topic: Topic;
  channel: Channel;
  lane: Lane;
  trigger: Trigger;
  state: EscalationState;
  /** Null: the desk opened it by itself. */
  openedBy: string | null;
  openedAt: string;
  owner: { id: string; name: string } | null;
  dueAt: string;
  overdue: boolean;
}

/** With what the agent knows and wants. */
export interface EscalationView extends EscalationRow {
  promised: string | null;
  wish: string | null;
  /** What the supervisor gave back with it. */
  words: string | null;
}

export interface ComplaintView {
  level: number;
  step: CallStep | null;
  setBy: string | null;
  setAt: string;
}

/** `GET /api/v1/tickets/{id}/escalation`. */
export interface TicketEscalation {
  escalation: EscalationView | null;
  /** Others that wait at the same time: they came with what was merged. */
  alsoOpen: EscalationView[];
  /** What this ticket asks to be escalated for, and has not been. */
  proposals: Trigger[];
  complaint: ComplaintView | null;
}

/** Body of `POST /api/v1/tickets/{id}/escalations`. */
export interface EscalateRequest {
  trigger: Trigger;
  /** Default: where the trigger leads. */
  lane?: Lane;
  promised?: string;
  wish?: string;
  /** What the requester was told; default: an hour from now. */
  dueAt?: string;
}

/** Answer of an escalation: `hidden` when the ticket is not for this person any more. */
export interface EscalateAnswer {
  id: string;
  hidden: boolean;
}

export interface ComplaintRequest {
  /** 1 dissatisfied, 2 angry or demanding, 3 for a supervisor. */
  level: Exclude<ComplaintLevel, 0>;
  step?: CallStep;
}

/** `complaint`: what was recorded; `relief`: whether the agent is offered a break. */
export interface ComplaintAnswer {
  complaint: ComplaintView;
  relief: boolean;
}

/** The push `escalation.alert`: what every supervisor of the shop sees at once. No personal data. */
export interface EscalationAlert {
  id: string;
  tenantId: string;
  deskId: string;
  ticketId: string;
  number: string;
  trigger: Trigger;
  lane: Lane;
  kind: 'opened' | 'overdue';
  at: string;
}

export const MISUSE_STATES = ['reported', 'confirmed', 'unfounded'] as const;
export type MisuseState = (typeof MISUSE_STATES)[number];

/** How the requester was reached, as far as the report's words tell. */
export const MISUSE_CONTACTS = ['call', 'sms', 'mail', 'post', 'card', 'unknown'] as const;
export type MisuseContact = (typeof MISUSE_CONTACTS)[number];

/** What the stranger gave as a reason. */
export const MISUSE_PRETEXTS = ['unpaid', 'deletion', 'authority', 'shop', 'purchase', 'unknown'] as const;
export type MisusePretext = (typeof MISUSE_PRETEXTS)[number];

/** Reports of one pattern, or that name the same sender. */
export interface MisuseCluster {
  contact: MisuseContact;
  pretext: MisusePretext;
  reports: number;
  shops: number;
  confirmed: number;
  latestAt: string;
  /** Names of hosts in links and addresses that more than one of them mentions. */
  hosts: string[];
}

/** One line of the misuse register, `GET /api/v1/misuse`; no names and no words. */
export interface MisuseRow {
  ticketId: string;
  number: string;
  tenantId: string;
  topic: Topic;
  channel: Channel;
  reportedAt: string;
  contact: MisuseContact;
  pretext: MisusePretext;
  state: MisuseState;
  decidedAt: string | null;
}

/** The claim that no misuse is known: it falls with the first confirmed one. */
export const CLAIM_STATES = ['in_force', 'under_review', 'withdrawn'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

export interface MisuseRegister {
  /** The newest ones; where there are more than a screen bears, those that nobody has judged before the others. */
  items: MisuseRow[];
  /** Of all there are. */
  counts: { all: number; reported: number; confirmed: number };
  /** Patterns that more than one report shows, the most frequent first; for staff only. */
  clusters: MisuseCluster[];
  /** For staff only: they are of the incident, hence of all its shops. */
  claims: {
    incidentId: string;
    state: ClaimState;
    since: string | null;
    /** Approved texts that make the claim; they must be looked at. */
    texts: { key: string; title: string; language: string; version: number }[];
  }[];
}
