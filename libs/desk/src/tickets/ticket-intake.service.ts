import { Injectable } from '@nestjs/common';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import {
  type Channel,
  ESCALATING_TOPICS,
  type Language,
  type NoticeReceived,
  type Priority,
  type TicketState,
  type Topic,
  WAITING_STATES,
} from '#libs/contracts';
import { Clock, findActor, newId } from '#libs/platform';
import type { DeskEntity } from '../desks/desk.entity.js';
import { firstDueAt } from '../desks/sla.js';
import { maskedWords, maskSecrets } from '../masking/secret-mask.js';
import { EscalationOpening } from '../escalations/opening.service.js';
import { foldForSearch, gramsOf } from '../search/search-key.js';
import { ReferenceNumbers } from './reference-numbers.js';
import { TicketIntakeRepository } from './ticket-intake.repository.js';

export interface Inquiry {
  desk: Pick<DeskEntity, 'id' | 'tenantId' | 'hours' | 'firstReplyMinutes'>;
  channel: Channel;
  language: Language;
  topic: Topic;
  /** The requester's own words for it, or null: then the first words of the text. */
  subject: string | null;
  text: string;
  requester: {
    name: string;
    kana?: string | null;
    email?: string | null;
    phone?: string | null;
    orderNumber?: string | null;
    noticeReceived?: NoticeReceived | null;
    preferredContact?: 'email' | 'phone';
    contactBand?: string | null;
  };
  /** The same key is the same inquiry, however often it is sent. At most 100 characters. */
  intakeKey: string;
  /** When it reached the desk, if that was not now: what it was promised runs from there. */
  arrivedAt?: Date;
  /** Told to the requester already, from a lease; else the desk deals one. */
  number?: string;
  /** The requester's address, if there is one, is told of the receipt by a job of its own. */
  acknowledge?: boolean;
  /** A call that is finished when it is logged begins in another state, in the hands of the one who took it. */
  state?: TicketState;
  assigneeId?: string | null;
}

export interface AcceptedInquiry {
  tenantId: string;
  ticketId: string;
  /** The requester's message; of a duplicate, the one that was written first. */
  messageId: string;
  number: string;
  linkEpoch: number;
  createdAt: Date;
  dueAt: Date | null;
  /** True when this intake key had been accepted before: nothing new was written. */
  duplicate: boolean;
}

/** Takes an inquiry in, on whichever channel it came. When the transaction commits, it is accepted: durable, once. */
@Injectable()
export class TicketIntake {
  constructor(
    private readonly tickets: TicketIntakeRepository,
    private readonly numbers: ReferenceNumbers,
    private readonly escalations: EscalationOpening,
    private readonly clock: Clock,
  ) {}

  async accept(inquiry: Inquiry): Promise<AcceptedInquiry> {
    const now = inquiry.arrivedAt ?? this.clock.now();
    const { desk, requester } = inquiry;
    const state = inquiry.state ?? 'new';
    const due = WAITING_STATES.includes(state) ? firstDueAt(desk, inquiry.channel, now, state) : null;
    const text = maskSecrets(inquiry.text).text;
    const phone = maskedWords(requester.phone);
    const subject = inquiry.subject === null ? null : cut(maskSecrets(inquiry.subject).text, 300);
    const written = {
      tenantId: desk.tenantId,
      ticketId: newId(),
      number: inquiry.number ?? (await this.numbers.take()),
      deskId: desk.id,
      state,
      topic: inquiry.topic,
      priority: priorityOf(inquiry.topic),
      channel: inquiry.channel,
      language: inquiry.language,
      subject: subject ?? firstWords(text, 40),
      excerpt: firstWords(text, 120),
      assigneeId: inquiry.assigneeId ?? null,
      intakeKey: inquiry.intakeKey,
      createdAt: now,
      dueAt: due,
      requester: {
        id: newId(),
        name: maskSecrets(requester.name).text,
        kana: maskedWords(requester.kana),
        email: requester.email ?? null,
        emailKey: emailKeyOf(requester.email),
        phone,
        phoneKey: phoneKeyOf(phone),
        orderNumber: maskedWords(requester.orderNumber),
        noticeReceived: requester.noticeReceived ?? null,
        preferredContact: requester.preferredContact ?? ('email' as const),
        contactBand: maskedWords(requester.contactBand),
      },
      message: { id: newId(), text, subject },
      acknowledgementId: inquiry.acknowledge && requester.email ? newId() : null,
      actorId: findActor()?.userId ?? null,
    };
    const folded = searchText({ ...written, messages: [written.message] });
    if (await this.tickets.insert({ ...written, search: { folded, grams: gramsOf(folded) } })) {
      await this.escalations.ofTopic({ tenantId: desk.tenantId, id: written.ticketId }, inquiry.topic, 1);
      return {
        tenantId: desk.tenantId,
        ticketId: written.ticketId,
        messageId: written.message.id,
        number: written.number,
        linkEpoch: 0,
        createdAt: now,
        dueAt: due,
        duplicate: false,
      };
    }
    const known = await this.find(desk.tenantId, inquiry.intakeKey);
    if (!known) throw new Error('an intake key is taken, and its ticket cannot be seen');
    return known;
  }

  /** What was accepted under this key. */
  async find(tenantId: string, intakeKey: string): Promise<AcceptedInquiry | null> {
    const known = await this.tickets.findByIntakeKey(tenantId, intakeKey);
    return (
      known && {
        tenantId,
        ticketId: known.id,
        messageId: known.message_id,
        number: known.number,
        linkEpoch: known.link_epoch,
        createdAt: known.created_at,
        dueAt: known.due_at,
        duplicate: true,
      }
    );
  }
}

const priorityOf = (topic: Topic): Priority => (topic === 'MIS' ? 2 : ESCALATING_TOPICS.includes(topic) ? 1 : 0);

const cut = (text: string, length: number): string => [...text].slice(0, length).join('');

/** One line for lists; never cuts through the mark of a masked secret. */
export const firstWords = (text: string, length: number): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  if (characters.length <= length) return line;
  return `${characters
    .slice(0, length)
    .join('')
    .replace(/\[\[?[a-z:]*\]?$/u, '')}…`;
};

/** Two spellings of one address are one; only for finding, mail goes to the address as typed. */
export const emailKeyOf = (email: string | null | undefined): string | null =>
  email ? email.normalize('NFKC').trim().toLowerCase() : null;

/** E.164 where the number is one, else its digits; null for 非通知 and other words. */
export const phoneKeyOf = (phone: string | null | undefined): string | null => {
  if (!phone) return null;
  const typed = phone.normalize('NFKC').replace(/[−‐–—―ー]/gu, '-');
  const parsed = parsePhoneNumberFromString(typed, 'JP');
  if (parsed) return parsed.number;
  const digits = typed.replace(/\D/gu, '');
  return digits === '' ? null : digits;
};

/** What search looks into: numbers, names, addresses and the requester's and our words; never internal notes. */
export const searchText = (ticket: {
  number: string;
  requester: {
    name: string;
    kana: string | null;
    email: string | null;
    phoneKey: string | null;
    orderNumber: string | null;
  };
  messages: readonly { text: string; subject: string | null }[];
}): string => {
  const { requester, messages } = ticket;
  const parts = [
    ticket.number,
    ticket.number.replaceAll('-', ''),
    requester.name,
    requester.kana,
    requester.email,
    requester.phoneKey,
    requester.phoneKey?.replace(/^\+81/, '0'),
    requester.orderNumber,
    ...messages.flatMap(({ subject, text }) => [subject, text]),
  ];
  return parts
    .filter(Boolean)
    .map((part) => foldForSearch(part!))
    .join('\n');
};
