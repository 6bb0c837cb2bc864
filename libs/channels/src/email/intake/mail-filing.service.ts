import { Injectable } from '@nestjs/common';
import type { Topic } from '#libs/contracts';
import { type DeskOfShop, emailKeyOf, maskSecrets, MisfiledMails, TicketFollowUps, TicketIntake } from '#libs/desk';
import { UsersService } from '#libs/identity';
import { Clock, EventLog, findActor } from '#libs/platform';
import { Attachments } from '../attachments/attachments.service.js';
import { MailboxMarks } from '../mailboxes/mailbox-marks.js';
import { MailboxTestRecords } from '../mailboxes/mailbox-test-records.js';
import { MessageIds } from '../message-ids.js';
import type { ReadMail } from '../reading/read-mail.js';
import { type Filing, type FilingFacts, filingOf, isKnownSender } from './filing.policy.js';
import { MailDetailsRepository } from './mail-details.repository.js';
import { MailboxesRepository } from './mailboxes.repository.js';
import {
  bodyOf,
  languageOf,
  maskedHtml,
  otherReplyTo,
  posedAddress,
  restOf,
  senderName,
  subjectOf,
} from './message-of-mail.js';
import { type RawMail, RawMailsRepository } from './raw-mails.repository.js';
import type { SenderProof } from './sender-proof.js';

export interface ReadRawMail {
  raw: RawMail;
  desk: DeskOfShop;
  mail: ReadMail;
  proof: SenderProof;
}

const HOUR_MS = 3_600_000;
/** What a mail is about is not known until somebody reads it. */
const UNSORTED: Topic = 'AFF';

/** Decides where a read mail belongs, and puts it there, in one transaction with the ledger's entry. */
@Injectable()
export class MailFiling {
  constructor(
    private readonly mails: RawMailsRepository,
    private readonly mailboxes: MailboxesRepository,
    private readonly details: MailDetailsRepository,
    private readonly attachments: Attachments,
    private readonly followUps: TicketFollowUps,
    private readonly intake: TicketIntake,
    private readonly misfiled: MisfiledMails,
    private readonly messageIds: MessageIds,
    private readonly marks: MailboxMarks,
    private readonly tests: MailboxTestRecords,
    private readonly users: UsersService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async file(given: ReadRawMail): Promise<void> {
    const raw = await this.mails.lock(given.raw.id);
    if (raw?.state !== 'fetched') return;
    const mark = this.marks.of(given.mail, raw.mailboxId);
    if (mark) return this.passTest(raw, mark);
    const facts = await this.facts({ ...given, raw });
    await this.carryOut({ ...given, raw }, facts, filingOf(facts, this.clock.now()));
  }

  /** A supervisor's decision about a quarantined mail: file it all the same. Returns the ticket. */
  async fileAnyway(given: ReadRawMail): Promise<string> {
    const facts = await this.facts(given);
    return this.open(given, facts, { to: 'new_ticket', related: null, acknowledge: false });
  }

  /** Our own test mail: it has arrived, and nothing else comes of it. */
  private async passTest(raw: RawMail, mark: string): Promise<void> {
    const nothing = { senderKey: null, subject: null, ticketId: null, messageId: null };
    const decision = { state: 'ignored', reason: 'mailbox_test', messageIdHeader: mark } as const;
    await this.mails.decide(raw, { ...decision, ...nothing, at: this.clock.now() });
    await this.tests.arrived(raw.mailboxId, mark, await this.mails.cameAt(raw));
  }

  /** A mail that the jail could not read at all. */
  async quarantine(given: RawMail, proof: SenderProof): Promise<void> {
    const raw = await this.mails.lock(given.id);
    if (raw?.state !== 'fetched') return;
    const nothing = { messageIdHeader: null, senderKey: null, subject: null, ticketId: null, messageId: null };
    await this.mails.decide(raw, {
      state: 'quarantined',
      reason: 'unreadable',
      ...nothing,
      proof,
      at: this.clock.now(),
    });
    await this.events.record({
      tenantId: raw.tenantId,
      type: 'mail.quarantined',
      subjectId: null,
      payload: { rawMailId: raw.id, reason: 'unreadable' },
    });
  }

  private async facts({ raw, desk, mail, proof }: ReadRawMail): Promise<FilingFacts> {
    const senderKey = mail.fromIsAmbiguous ? null : emailKeyOf(mail.from?.address);
    if (senderKey !== null) await this.mails.lockSender(raw, senderKey);
    const fromOurselves = senderKey !== null && (await this.mailboxes.ofAddress(senderKey)) !== null;
    return {
      answered: await this.answered(mail, desk),
      reopenDays: desk.reopenDays,
      senderKey,
      senderProven: proof.dmarc === 'pass',
      senderForged: proof.dmarc === 'fail',
      automatic: mail.automatic?.kind ?? null,
      fromOurselves,
      fromStaff: senderKey !== null && (await this.users.hasAccount(senderKey)),
      recentFromSender:
        senderKey === null
          ? 0
          : await this.mails.newTicketsFrom(raw, senderKey, new Date(this.clock.now().getTime() - HOUR_MS)),
      duplicateOf: mail.messageId ? await this.mails.findCopy(raw, mail.messageId, bodyOf(mail)) : null,
      unreadable: mail.unreadable !== null && mail.text.trim() === '' && mail.from === null,
    };
  }

  /** The newest of our own signed Message-IDs that the mail names and that belongs to this desk. */
  private async answered(mail: ReadMail, desk: DeskOfShop): Promise<FilingFacts['answered']> {
    for (const header of [...mail.inReplyTo, ...mail.references.toReversed()]) {
      const messageId = this.messageIds.read(header);
      const ticket = messageId && (await this.followUps.ticketOfMessage(messageId));
      if (ticket && ticket.deskId === desk.id) return ticket;
    }
    return null;
  }

  private async carryOut(given: ReadRawMail, facts: FilingFacts, filing: Filing): Promise<void> {
    switch (filing.to) {
      case 'ticket': {
        const messageId = await this.followUps.append(filing.ticketId, {
          channel: 'email',
          subject: subjectOf(given.mail),
          text: bodyOf(given.mail),
          fromName: senderName(given.mail),
        });
        await this.keepDetail(given, facts, messageId);
        return this.decide(given, facts, 'filed', 'follow_up', filing.ticketId, messageId);
      }
      case 'new_ticket':
        await this.open(given, facts, filing);
        return;
      case 'ignored':
        if (filing.because === 'bounce') await this.bounce(given.mail);
        return this.decide(given, facts, 'ignored', filing.because);
      case 'quarantine':
        return this.decide(given, facts, 'quarantined', filing.because);
    }
  }

  private async open(
    given: ReadRawMail,
    facts: FilingFacts,
    filing: Extract<Filing, { to: 'new_ticket' }>,
  ): Promise<string> {
    const { raw, desk, mail } = given;
    const language = languageOf(mail);
    const accepted = await this.intake.accept({
      desk,
      channel: 'email',
      language,
      topic: UNSORTED,
      subject: subjectOf(mail),
      text: bodyOf(mail),
      requester: { name: senderName(mail), email: mail.from?.address ?? null },
      intakeKey: intakeKeyOf(raw),
      ...(!raw.backlog && { arrivedAt: raw.receivedAt }),
      acknowledge: filing.acknowledge && !raw.backlog && !mail.asksForNoAutomaticAnswer,
    });
    if (accepted.duplicate) await this.misfiled.fileAgain(accepted.ticketId);
    else await this.keepDetail(given, facts, accepted.messageId);
    if (filing.related) {
      await this.events.record({
        tenantId: desk.tenantId,
        type: 'ticket.linked',
        subjectId: accepted.ticketId,
        payload: { relatedTicketId: filing.related.ticketId, because: filing.related.because },
      });
    }
    await this.decide(given, facts, 'filed', 'new_ticket', accepted.ticketId, accepted.messageId);
    return accepted.ticketId;
  }

  /** Only a bounce that names one of our own signed Message-IDs changes anything; anyone can write a bounce. */
  private async bounce(mail: ReadMail): Promise<void> {
    const { deliveryStatus } = mail;
    const candidates = [deliveryStatus?.originalMessageId ?? null, ...mail.inReplyTo, ...mail.references];
    for (const header of candidates) {
      const messageId = header && this.messageIds.read(header);
      if (!messageId) continue;
      const failed =
        deliveryStatus?.recipients.find(({ action }) => action === 'failed') ?? deliveryStatus?.recipients[0];
      if (failed && failed.action !== 'failed') return;
      const reason = [failed?.status, failed?.diagnostic]
        .filter(Boolean)
        .join(' ')
        .replace(/\S+@\S+/g, '…')
        .slice(0, 200);
      return this.followUps.bounced(messageId, reason || 'undeliverable');
    }
  }

  private async keepDetail({ raw, mail }: ReadRawMail, facts: FilingFacts, messageId: string): Promise<void> {
    await this.details.insert({
      tenantId: raw.tenantId,
      messageId,
      rawMailId: raw.id,
      fromAddress: mail.from?.address ?? null,
      posedAddress: posedAddress(mail),
      otherReplyTo: otherReplyTo(mail),
      senderKnown: isKnownSender(facts),
      messageIdReused: mail.messageId !== null && (await this.mails.isFiled(raw, mail.messageId)),
      charset: mail.charset,
      // The stored text is masked, so its new part is measured masked too.
      freshLength: maskSecrets(mail.parts.fresh).text.length,
      html: mail.html && maskedHtml(mail.html),
      headers: mail.headers.map(({ name, value }) => ({ name, value: maskSecrets(value).text })),
      unreadable: mail.unreadable,
    });
    await this.attachments.keep({ tenantId: raw.tenantId, messageId }, [...mail.attachments, ...restOf(mail)]);
  }

  private async decide(
    { raw, mail, proof }: ReadRawMail,
    facts: FilingFacts,
    state: 'filed' | 'quarantined' | 'ignored',
    reason: string,
    ticketId: string | null = null,
    messageId: string | null = null,
  ): Promise<void> {
    await this.mails.decide(raw, {
      state,
      reason,
      messageIdHeader: mail.messageId,
      senderKey: facts.senderKey,
      subject: subjectOf(mail),
      ticketId,
      messageId,
      proof,
      by: findActor()?.userId ?? null,
      at: this.clock.now(),
    });
    await this.events.record({
      tenantId: raw.tenantId,
      type: `mail.${state}`,
      subjectId: ticketId,
      payload: { rawMailId: raw.id, reason },
    });
  }
}

/** One mail makes one inquiry, however often it is filed. */
export const intakeKeyOf = (raw: Pick<RawMail, 'id'>): string => `mail:${raw.id}`;
