import { Injectable } from '@nestjs/common';
import type { ImapSettingsRequest, MailboxRequest, MailboxView } from '#libs/contracts';
import { DesksService } from '#libs/desk';
import { Clock, currentActor, DomainError, EventLog, requireById, Secrets, sqlState } from '#libs/platform';
import { DeskMailboxes } from '../intake/desk-mailboxes.js';
import { type ImapSettings, type Mailbox, MailboxesRepository } from '../intake/mailboxes.repository.js';
import { IMAP_PASSWORD } from '../imap/imap-fetcher.js';
import { faultOfText } from '../imap/imap-fault.js';
import { isMailHostName } from '../imap/mail-host.js';
import { isDeliverable } from '../mail-address.js';

const UNIQUE_VIOLATION = '23505';

/** Where the desks' mail comes from. */
@Injectable()
export class MailboxSettings {
  constructor(
    private readonly mailboxes: MailboxesRepository,
    private readonly opening: DeskMailboxes,
    private readonly desks: DesksService,
    private readonly secrets: Secrets,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<MailboxView[]> {
    return (await this.mailboxes.list()).map(mailboxView);
  }

  /** Throws `not_found` for a mailbox outside the scope. */
  get(id: string): Promise<Mailbox> {
    return requireById(id, (key) => this.mailboxes.find(key));
  }

  async open({ deskId, address }: MailboxRequest): Promise<MailboxView> {
    const desk = await this.desks.get(deskId);
    if (!isDeliverable(address)) throw new DomainError('request.invalid', { fields: ['address'] });
    try {
      return mailboxView(await this.get(await this.opening.open(desk, address)));
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw new DomainError('mailbox.address_taken', {}, { cause: error });
      throw error;
    }
  }

  /** What is asked about a server happens when it is connected to; here only what can never be right is refused. */
  async setImap(id: string, { password, ...given }: ImapSettingsRequest): Promise<MailboxView> {
    const mailbox = await this.get(id);
    if (!isMailHostName(given.host)) throw new DomainError('mailbox.host_refused');
    const imap = this.settings(mailbox, given);
    const sealed = password
      ? this.secrets.seal(IMAP_PASSWORD, mailbox.id, Buffer.from(password))
      : knownPassword(mailbox, imap);
    await this.mailboxes.setImap(mailbox, imap, sealed);
    await this.changed(mailbox, 'mailbox.imap_set');
    return mailboxView(await this.get(id));
  }

  /** From now on mail comes by SMTP alone; what was fetched stays. */
  async endImap(id: string): Promise<MailboxView> {
    const mailbox = await this.get(id);
    await this.mailboxes.setImap(mailbox, null, null);
    await this.changed(mailbox, 'mailbox.imap_ended');
    return mailboxView(await this.get(id));
  }

  /** A person stops the fetching of a mailbox, or lets it go on. Its mail waits on its server meanwhile. */
  async setFetching(id: string, isOn: boolean): Promise<MailboxView> {
    const mailbox = await this.get(id);
    if (mailbox.imap === null) throw new DomainError('mailbox.not_fetched');
    if (isOn !== (mailbox.stoppedAt === null)) {
      await this.mailboxes.setStop(mailbox, isOn ? null : { by: currentActor().userId, at: this.clock.now() });
      await this.changed(mailbox, isOn ? 'mailbox.fetching_resumed' : 'mailbox.fetching_stopped');
    }
    return mailboxView(await this.get(id));
  }

  private settings(
    mailbox: Mailbox,
    { host, port, secure, user, authservId }: Omit<ImapSettings, 'since'>,
  ): ImapSettings {
    const isSame = mailbox.imap?.host === host && mailbox.imap.user === user;
    const name = authservId?.trim().toLowerCase() || null;
    return {
      host,
      port,
      secure,
      user,
      authservId: name,
      since: isSame ? mailbox.imap!.since : this.clock.now().toISOString(),
    };
  }

  private changed(mailbox: Mailbox, type: string): Promise<unknown> {
    return this.events.record({
      tenantId: mailbox.tenantId,
      type,
      subjectId: mailbox.deskId,
      payload: { mailboxId: mailbox.id },
    });
  }
}

/** A password is never sent anywhere but to the server that it was entered for, under the protection that it was entered for. */
const knownPassword = ({ imap, imapPassword }: Mailbox, next: ImapSettings): Buffer => {
  const isSame = (['host', 'port', 'secure', 'user'] as const).every((key) => imap?.[key] === next[key]);
  if (!isSame || !imapPassword) throw new DomainError('mailbox.password_needed');
  return imapPassword;
};

const mailboxView = (mailbox: Mailbox): MailboxView => ({
  id: mailbox.id,
  tenantId: mailbox.tenantId,
  deskId: mailbox.deskId,
  address: mailbox.address,
  imap: mailbox.imap && {
    host: mailbox.imap.host,
    port: mailbox.imap.port,
    secure: mailbox.imap.secure,
    user: mailbox.imap.user,
    authservId: mailbox.imap.authservId ?? null,
  },
  fault: mailbox.fault === null ? null : faultOfText(mailbox.fault),
  faultSince: mailbox.faultSince?.toISOString() ?? null,
  checkedAt: mailbox.checkedAt?.toISOString() ?? null,
  stopped: mailbox.stoppedAt && { at: mailbox.stoppedAt.toISOString(), by: mailbox.stoppedBy ?? '' },
  lastTest: mailbox.lastTest && {
    state: mailbox.lastTest.state,
    step: mailbox.lastTest.step,
    reason: mailbox.lastTest.reason,
    at: mailbox.lastTest.at,
  },
});
