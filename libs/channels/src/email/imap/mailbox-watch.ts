import { setTimeout as pause } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { MailboxFault } from '#libs/contracts';
import { type Clock, log, type ProcessLeases } from '#libs/platform';
import type { Mailbox } from '../intake/mailboxes.repository.js';
import { connectImap } from './imap-connection.js';
import { faultOf, faultText } from './imap-fault.js';
import { type ImapBatch, type ImapPosition, ImapSession } from './imap-session.js';

/** What a watch needs of the database; each step is one transaction. */
export interface MailboxRecord {
  /** How far the mailbox has been read, by whichever process. */
  position(): Promise<ImapPosition>;
  /** Keeps the mails and moves the position, both or neither. */
  keep(batch: ImapBatch): Promise<ImapPosition>;
  /** Of these UIDs, which the server has, those that were never kept. */
  compare(position: ImapPosition, uids: readonly number[]): Promise<number[]>;
  fault(fault: string): Promise<void>;
  /** Resolves when there is room for more undecided mails. */
  room(signal: AbortSignal): Promise<void>;
}

const LOOK_MS = 60_000;
/** How often all that the server has is compared with all that was kept. */
const COMPARE_MS = 60 * 60_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** Servers lock out who tries a wrong password too often; new settings start at once all the same. */
const REFUSED_RETRY_MS = 5 * 60_000;
const LEASE_RETRY_MS = 5_000;

/** Keeps one mailbox fetched until it is stopped: connects, reads, waits for news, and begins again after any break. */
export class MailboxWatch {
  private readonly stopping = new AbortController();
  private client: ImapFlow | null = null;
  private readonly running: Promise<void>;

  constructor(
    private readonly mailbox: Mailbox,
    private readonly password: string,
    private readonly leases: ProcessLeases,
    private readonly clock: Clock,
    private readonly record: MailboxRecord,
  ) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.client?.close();
    await this.running;
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    const lease = `madoguchi mailbox ${this.mailbox.id}`;
    let failures = 0;
    while (!this.isStopped) {
      try {
        // With the lease's connection goes the right to read; whoever gets the lease next goes on from the same position.
        if (!(await this.leases.take(lease, () => this.client?.close()))) {
          await this.rest(LEASE_RETRY_MS);
          continue;
        }
        await this.session(() => (failures = 0));
      } catch (error) {
        failures += 1;
        await this.failed(error, failures);
      } finally {
        this.client?.close();
        this.client = null;
        await this.leases
          .release(lease)
          .catch((error: unknown) => log.warn({ err: error }, 'a lease could not be given back'));
      }
    }
  }

  /** One connection, from sign-in to its end. */
  private async session(worked: () => void): Promise<void> {
    const { signal } = this.stopping;
    this.client = await connectImap(this.mailbox.imap!, this.password);
    const session = new ImapSession(this.client);
    let position = await this.record.position();
    let comparedAt = -Infinity;
    while (!this.isStopped) {
      for await (const batch of session.look(position)) {
        if (this.isStopped) return;
        position = await this.record.keep(batch);
        worked();
        await this.record.room(signal);
      }
      if (this.clock.now().getTime() - comparedAt >= COMPARE_MS) {
        await this.compare(session, position);
        comparedAt = this.clock.now().getTime();
      }
      await session.news(LOOK_MS, signal);
    }
  }

  /** Fetches what the server has and the desk, for whatever reason, has not. */
  private async compare(session: ImapSession, position: ImapPosition): Promise<void> {
    const uids = await session.uidsUpTo(position.lastUid);
    const missing = uids.length === 0 ? [] : await this.record.compare(position, uids);
    for await (const mails of session.fetchAll(missing)) {
      if (this.isStopped) return;
      await this.record.keep({ uidValidity: position.uidValidity!, lastUid: position.lastUid, mails });
      await this.record.room(this.stopping.signal);
    }
  }

  private async failed(error: unknown, failures: number): Promise<void> {
    if (this.isStopped) return;
    const fault = faultOf(error, this.mailbox.imap!, this.password);
    log.warn(
      { mailboxId: this.mailbox.id, reason: fault.reason, err: isOurs(error) ? error : undefined },
      'a mailbox could not be read',
    );
    try {
      await this.record.fault(faultText(fault));
    } catch (cause) {
      log.warn({ err: cause }, 'the fault of a mailbox could not be recorded');
    }
    await this.rest(retryAfter(fault, failures));
  }

  private async rest(milliseconds: number): Promise<void> {
    // Ends early, and without an error of its own, when the watch is stopped.
    await pause(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** What a mail server says may repeat an address; only faults of the program itself are logged as they are. */
const isOurs = (error: unknown): boolean => error instanceof TypeError || error instanceof RangeError;

const retryAfter = ({ reason }: MailboxFault, failures: number): number => {
  const full =
    reason === 'login_refused' ? REFUSED_RETRY_MS : Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS);
  return full * (0.5 + Math.random() / 2);
};
