import { Injectable } from '@nestjs/common';
import type { MailboxTestView } from '#libs/contracts';
import { Clock, EventLog, Jobs } from '#libs/platform';
import { type Mailbox, MailboxesRepository } from '../intake/mailboxes.repository.js';

/** How long a test mail may be on its way. Greylisting and slow forwards take longer, but nobody waits for them at a screen. */
const ARRIVES_WITHIN_MS = 3 * 60_000;

/** What is kept of the last test of each mailbox, whoever looks on. */
@Injectable()
export class MailboxTestRecords {
  constructor(
    private readonly mailboxes: MailboxesRepository,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** A test has come to an end, or waits for its mail: then a job sees to it that it ends. */
  async begun(mailbox: Mailbox, { mark, state, steps }: MailboxTestView): Promise<void> {
    const { step, reason } = steps.at(-1)!;
    const at = this.clock.now();
    await this.mailboxes.setTest(mailbox, { mark, state, step, reason, at: at.toISOString() });
    if (state !== 'waiting' || mark === null) return this.tell(mailbox, state, step, reason);
    const payload = { tenantId: mailbox.tenantId, mailboxId: mailbox.id, mark };
    await this.jobs.add('mailbox.test_end', payload, { runAt: new Date(at.getTime() + ARRIVES_WITHIN_MS) });
  }

  /** The mail with this mark is here, late or not. */
  async arrived(mailboxId: string, mark: string): Promise<void> {
    const mailbox = await this.mailboxes.lock(mailboxId);
    if (mailbox?.lastTest?.mark === mark) await this.end(mailbox, mark, 'passed');
  }

  /** The time is over; a mail that is here has ended the test before. */
  async timeOver(mailboxId: string, mark: string): Promise<void> {
    const mailbox = await this.mailboxes.lock(mailboxId);
    if (mailbox?.lastTest?.mark === mark && mailbox.lastTest.state === 'waiting')
      await this.end(mailbox, mark, 'failed');
  }

  private async end(mailbox: Mailbox, mark: string, state: 'passed' | 'failed'): Promise<void> {
    const reason = state === 'failed' ? 'not_arrived' : null;
    await this.mailboxes.setTest(mailbox, { mark, state, step: 'arrive', reason, at: this.clock.now().toISOString() });
    await this.tell(mailbox, state, 'arrive', reason);
  }

  private tell({ tenantId, deskId, id }: Mailbox, state: string, step: string, reason: string | null): Promise<void> {
    return this.events.record({
      tenantId,
      type: 'mailbox.tested',
      subjectId: deskId,
      payload: { mailboxId: id, state, step, reason },
    });
  }
}
