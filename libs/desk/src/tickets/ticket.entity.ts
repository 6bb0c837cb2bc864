import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel, Language, Priority, RestrictedLane, TicketState, Topic } from '#libs/contracts';
import type { Alerted } from '../clocks/clock.states.js';

/** One inquiry. */
@Entity('ticket')
export class TicketEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') number: string;
  @Column('uuid', { name: 'desk_id' }) deskId: string;
  @Column('uuid', { name: 'requester_id' }) requesterId: string;
  @Column('text') state: TicketState;
  @Column('text') topic: Topic;
  @Column('smallint') priority: Priority;
  @Column('text') channel: Channel;
  @Column('text') language: Language;
  /** Set while it is for few eyes. */
  @Column('text', { nullable: true }) lane: RestrictedLane | null;
  /** Set while it is merged: into which ticket, and which one answers for both. */
  @Column('uuid', { name: 'merged_into_id', nullable: true }) mergedIntoId: string | null;
  @Column('uuid', { name: 'survivor_id', nullable: true }) survivorId: string | null;
  @Column('text') subject: string;
  @Column('text') excerpt: string;
  @Column('uuid', { name: 'assignee_id', nullable: true }) assigneeId: string | null;
  /** Grows by one with every change that a colleague should know of before sending. */
  @Column('integer') version: number;
  @Column('smallint', { name: 'link_epoch' }) linkEpoch: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt: Date | null;
  @Column('timestamptz', { name: 'waiting_since', nullable: true }) waitingSince: Date | null;
  @Column('timestamptz', { name: 'first_reply_at', nullable: true }) firstReplyAt: Date | null;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Date | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Date | null;
  /** Business time that was left of a reply that is owed and waits for others; see `libs/desk/src/clocks`. */
  @Column('integer', { name: 'reply_left_ms', nullable: true }) replyLeftMs: number | null;
  @Column('smallint', { name: 'reply_alerted' }) replyAlerted: Alerted;
  @Column('timestamptz', { name: 'resolve_due_at', nullable: true }) resolveDueAt: Date | null;
  @Column('integer', { name: 'resolve_left_ms', nullable: true }) resolveLeftMs: number | null;
  @Column('smallint', { name: 'resolve_alerted' }) resolveAlerted: Alerted;
}
