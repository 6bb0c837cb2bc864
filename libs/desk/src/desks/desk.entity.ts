import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReplyCharset } from '#libs/contracts';
import type { DeskHours } from './desk-hours.js';

/** The window of one site for one incident: in whose name it writes, on which channels and when. */
@Entity('desk')
export class DeskEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'incident_id' }) incidentId: string;
  @Column('uuid', { name: 'engagement_id' }) engagementId: string;
  @Column('uuid', { name: 'site_id' }) siteId: string;
  /** Stands in the desk's public address; unique over all tenants. */
  @Column('text') slug: string;
  @Column('text') name: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
  /** Display name of outgoing mail. */
  @Column('text', { name: 'sender_name' }) senderName: string;
  @Column('text', { name: 'reply_from' }) replyFrom: string;
  @Column('text') signature: string;
  @Column('text', { name: 'signature_en' }) signatureEn: string;
  /** Where the shop answers everything that is not about the incident. */
  @Column('text', { name: 'shop_contact' }) shopContact: string;
  @Column('text', { name: 'shop_contact_en' }) shopContactEn: string;
  @Column('text', { name: 'phone_number', nullable: true }) phoneNumber: string | null;
  /** In whose name the phone is answered. */
  @Column('text', { name: 'phone_answer_as', nullable: true }) phoneAnswerAs: string | null;
  @Column('jsonb') hours: DeskHours;
  @Column('boolean', { name: 'form_open' }) formOpen: boolean;
  @Column('boolean', { name: 'email_open' }) emailOpen: boolean;
  @Column('boolean', { name: 'phone_open' }) phoneOpen: boolean;
  /** Business minutes within which the first reply is promised. */
  @Column('integer', { name: 'first_reply_minutes' }) firstReplyMinutes: number;
  /** Days after closing within which a follow-up reopens a ticket; 0: never, null: always. */
  @Column('integer', { name: 'reopen_days', nullable: true }) reopenDays: number | null;
  /** In which charset replies leave unless their writer says otherwise. */
  @Column('text', { name: 'reply_charset' }) replyCharset: ReplyCharset;
  /** Whether people are asked, once they were answered, how content they were. */
  @Column('boolean', { name: 'asks_rating' }) asksRating: boolean;
  @Column('timestamptz', { name: 'opens_at' }) opensAt: Date;
  /** After this the desk is closed and points to the shop's own contact. */
  @Column('timestamptz', { name: 'closes_at', nullable: true }) closesAt: Date | null;
}
