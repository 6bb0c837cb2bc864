import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, Database, log, NotificationListener, ProcessLeases, Secrets, TenantScope } from '#libs/platform';
import {
  type Mailbox,
  MAILBOXES_CHANGED,
  type MailboxKey,
  MailboxesRepository,
} from '../intake/mailboxes.repository.js';
import { MailIntake } from '../intake/mail-intake.service.js';
import { RawMailsRepository } from '../intake/raw-mails.repository.js';
import { MailAudit } from '../audit/mail-audit.service.js';
import { isBacklog } from './backlog.js';
import type { ImapBatch, ImapPosition } from './imap-session.js';
import { MailboxWatch } from './mailbox-watch.js';

/** Seals passwords; bound to the mailbox. */
export const IMAP_PASSWORD = 'imap password';
const REFRESH_MS = 15_000;
/** Mails of one mailbox that may wait to be filed before no more are fetched. */
const MAX_UNDECIDED = 200;
const ROOM_MS = 1_000;
/** Filing that stands still must not keep mail out for ever. */
const ROOM_TRIES = 30;

/** Fetches all mailboxes that have IMAP settings, each over one connection; of all processes only one fetches each. */
@Injectable()
export class ImapFetcher {
  private readonly watches = new Map<string, { watch: MailboxWatch; settings: string }>();
  private timer: NodeJS.Timeout | null = null;
  private unlisten: () => void = () => {};
  private refreshing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly mailboxes: MailboxesRepository,
    private readonly mails: RawMailsRepository,
    private readonly intake: MailIntake,
    private readonly audit: MailAudit,
    private readonly secrets: Secrets,
    private readonly leases: ProcessLeases,
    private readonly notifications: NotificationListener,
    private readonly clock: Clock,
  ) {}

  async start(): Promise<void> {
    this.unlisten = this.notifications.listen(MAILBOXES_CHANGED, () => this.refreshSoon());
    this.timer = setInterval(() => this.refreshSoon(), REFRESH_MS);
    this.refreshSoon();
    await this.refreshing;
  }

  async stop(): Promise<void> {
    this.unlisten();
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.refreshing;
    await Promise.all([...this.watches.values()].map(({ watch }) => watch.stop()));
    this.watches.clear();
  }

  private refreshSoon(): void {
    this.refreshing = this.refreshing
      .then(() => this.refresh())
      .catch((error: unknown) => log.warn({ err: error }, 'the mailboxes could not be listed'));
  }

  /** Starts watches of new mailboxes and of new settings, and ends those that are no longer wanted. */
  private async refresh(): Promise<void> {
    if (this.timer === null) return;
    const wanted = new Map((await this.wanted()).map((mailbox) => [mailbox.id, mailbox]));
    for (const [id, { watch, settings }] of this.watches) {
      const mailbox = wanted.get(id);
      if (mailbox && settingsOf(mailbox) === settings) continue;
      this.watches.delete(id);
      await watch.stop();
    }
    for (const mailbox of wanted.values()) {
      if (this.watches.has(mailbox.id)) continue;
      try {
        this.watch(mailbox);
      } catch (error) {
        // Sealed under another key: it has to be entered anew, and the other mailboxes go on.
        log.warn({ err: error, mailboxId: mailbox.id }, 'the password of a mailbox cannot be opened');
        await this.fault({ tenantId: mailbox.tenantId, mailboxId: mailbox.id }, 'settings_unreadable');
      }
    }
  }

  private async wanted(): Promise<Mailbox[]> {
    const keys = await this.database.transaction(TenantScope.nothing, () => this.mailboxes.imapKeys());
    const found: Mailbox[] = [];
    for (const tenantId of new Set(keys.map((key) => key.tenantId))) {
      const mailboxes = await this.database.transaction(TenantScope.of(tenantId), () => this.mailboxes.list());
      found.push(
        ...mailboxes.filter(({ imap, imapPassword, stoppedAt }) => imap && imapPassword && stoppedAt === null),
      );
    }
    return found;
  }

  private watch(mailbox: Mailbox): void {
    const key: MailboxKey = { tenantId: mailbox.tenantId, mailboxId: mailbox.id };
    const scope = TenantScope.of(mailbox.tenantId);
    const settings = settingsOf(mailbox);
    const password = this.secrets.unseal(IMAP_PASSWORD, mailbox.id, mailbox.imapPassword!).toString();
    const watch = new MailboxWatch(mailbox, password, this.leases, this.clock, {
      position: () => this.database.transaction(scope, () => this.position(mailbox.id)),
      keep: (batch) => this.database.transaction(scope, () => this.keep(key, settings, batch)),
      compare: (position, uids) =>
        this.database.transaction(scope, () => this.audit.compareWithServer(key, position.uidValidity!, uids)),
      fault: (fault) => this.fault(key, fault),
      room: (signal) => this.room(key, signal),
    });
    this.watches.set(mailbox.id, { watch, settings });
  }

  private fault(key: MailboxKey, fault: string): Promise<void> {
    return this.database.transaction(TenantScope.of(key.tenantId), () =>
      this.mailboxes.setFault(key, fault, this.clock.now()),
    );
  }

  private async position(mailboxId: string): Promise<ImapPosition> {
    const mailbox = await this.mailboxes.find(mailboxId);
    return { uidValidity: mailbox?.uidValidity ?? null, lastUid: Number(mailbox?.lastUid ?? 0) };
  }

  private async keep(key: MailboxKey, settings: string, batch: ImapBatch): Promise<ImapPosition> {
    const mailbox = await this.mailboxes.lock(key.mailboxId);
    if (!mailbox || settingsOf(mailbox) !== settings) throw new Error('the mailbox has new settings');
    for (const { uid, raw, size, arrivedAt, withheld } of batch.mails) {
      const backlog = isBacklog(arrivedAt, new Date(mailbox.imap!.since));
      const mail = { ...FETCHED, raw, uid: String(uid), uidValidity: batch.uidValidity, arrivedAt, backlog };
      if (withheld) await this.intake.note(key, mail, size, withheld);
      else await this.intake.keep(key, mail);
    }
    await this.mailboxes.advance(mailbox, batch.uidValidity, String(batch.lastUid), this.clock.now());
    return batch;
  }

  /** A mailbox full of old mail is taken in as fast as it is filed, and no faster. */
  private async room({ tenantId, mailboxId }: MailboxKey, signal: AbortSignal): Promise<void> {
    const scope = TenantScope.of(tenantId);
    for (let tries = 0; tries < ROOM_TRIES && !signal.aborted; tries += 1) {
      if ((await this.database.transaction(scope, () => this.mails.undecided(mailboxId))) < MAX_UNDECIDED) return;
      await pause(ROOM_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** The connection says nothing about who sent a fetched mail. */
const FETCHED = { source: 'imap', envelopeFrom: '', remoteAddress: null, helo: null } as const;

/** Changes exactly when a running watch is no longer right. */
const settingsOf = ({ imap, imapPassword }: Mailbox): string =>
  `${JSON.stringify(imap)} ${imapPassword?.toString('base64')}`;
