import { Injectable } from '@nestjs/common';
import type { MailAlarmView } from '#libs/contracts';
import {
  Clock,
  currentActor,
  Database,
  DomainError,
  EventLog,
  Jobs,
  requireById,
  Rounds,
  TenantScope,
} from '#libs/platform';
import { type MailboxKey, MailboxesRepository } from '../intake/mailboxes.repository.js';
import { RawMailsRepository } from '../intake/raw-mails.repository.js';
import { type MailAlarm, MailAlarmsRepository } from './mail-alarms.repository.js';

/** Filing takes seconds; what is not decided after this stands still. */
const UNDECIDED_MS = 15 * 60_000;
/** Quarantine is decided within a day; what is older goes up to the floor. */
const OVERLOOKED_MS = 24 * 3_600_000;
const COMPARE_MS = 60_000;
const SHOWN = 200;

/**
 * Compares what arrived with what became of it, and with what the mail servers have. A difference names its mail, is told once, and
 * stands until its reason is gone or a supervisor has settled it.
 */
@Injectable()
export class MailAudit {
  private readonly rounds = new Rounds('the comparison of mail', COMPARE_MS, () => this.compareAll());

  constructor(
    private readonly database: Database,
    private readonly alarms: MailAlarmsRepository,
    private readonly mails: RawMailsRepository,
    private readonly mailboxes: MailboxesRepository,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.rounds.start();
  }

  stop(): Promise<void> {
    return this.rounds.stop();
  }

  async compareAll(): Promise<void> {
    const tenantIds = await this.database.transaction(TenantScope.nothing, () => this.alarms.tenants());
    await this.database.transaction(TenantScope.of(...tenantIds), () => this.compare());
  }

  /** What stands on the server and was never taken. It is raised here and fetched by the caller; returns the UIDs. */
  async compareWithServer(mailbox: MailboxKey, uidValidity: string, uids: readonly number[]): Promise<number[]> {
    const unknown = await this.alarms.unknown(mailbox, uidValidity, uids);
    if (unknown.length === 0) return [];
    await this.tell(
      await this.alarms.raiseUnfetched(mailbox, uidValidity, unknown, this.clock.now()),
      'mail.alarm_raised',
    );
    return unknown;
  }

  async list(): Promise<MailAlarmView[]> {
    const mailboxes = new Map((await this.mailboxes.list()).map((mailbox) => [mailbox.id, mailbox]));
    return (await this.alarms.open(SHOWN)).map((alarm) => ({
      id: alarm.id,
      tenantId: alarm.tenantId,
      mailboxId: alarm.mailboxId,
      deskId: mailboxes.get(alarm.mailboxId)?.deskId ?? '',
      mailboxAddress: mailboxes.get(alarm.mailboxId)?.address ?? '',
      kind: alarm.kind,
      rawMailId: alarm.kind === 'undecided' || isToBeDecided(alarm) ? alarm.rawMailId : null,
      uid: alarm.uid,
      arrivedAt: alarm.arrivedAt?.toISOString() ?? null,
      noticedAt: alarm.noticedAt.toISOString(),
    }));
  }

  /** A supervisor has seen to it: a mail that stands still goes to quarantine, to be decided there; of the others it is said by name. */
  async settle(id: string): Promise<void> {
    const alarm = await requireById(id, (key) => this.alarms.lockOpen(key));
    // Nobody can say that a mail was decided about: that is done by deciding.
    if (isToBeDecided(alarm)) throw new DomainError('mail.undecided');
    const at = this.clock.now();
    const raw = alarm.kind === 'undecided' && alarm.rawMailId ? await this.mails.lock(alarm.rawMailId) : null;
    if (raw?.state === 'fetched') {
      const nothing = { messageIdHeader: null, senderKey: null, subject: null, ticketId: null, messageId: null };
      await this.mails.decide(raw, { state: 'quarantined', reason: 'stood_still', ...nothing, at });
    }
    await this.alarms.resolve(alarm, currentActor().userId, at);
    await this.tell([alarm], 'mail.alarm_settled');
  }

  private async compare(): Promise<void> {
    const now = this.clock.now();
    const undecided = await this.alarms.raiseUndecided(new Date(now.getTime() - UNDECIDED_MS), now);
    const overlooked = await this.alarms.raiseOverlooked(new Date(now.getTime() - OVERLOOKED_MS), now);
    const suspended = await this.alarms.raiseSuspended(now);
    const vanished = await this.alarms.raiseVanished(now);
    await this.tell([...undecided, ...overlooked, ...suspended, ...vanished], 'mail.alarm_raised');
    for (const { tenantId, rawMailId } of undecided) {
      // Its job may be lost: once more, and if that does not help, a person decides.
      await this.jobs.add('mail.file', { tenantId, rawMailId: rawMailId! }, { maxAttempts: 5 });
    }
    await this.tell(await this.alarms.resolveSettled(now), 'mail.alarm_resolved');
  }

  private async tell(alarms: readonly MailAlarm[], type: string): Promise<void> {
    for (const { tenantId, id, mailboxId, kind, rawMailId, uid } of alarms) {
      const payload = { alarmId: id, mailboxId, kind, ...(rawMailId ? { rawMailId } : { uid }) };
      await this.events.record({ tenantId, type, subjectId: null, payload });
    }
  }
}

const isToBeDecided = ({ kind }: MailAlarm): boolean => kind === 'overlooked' || kind === 'suspended';
