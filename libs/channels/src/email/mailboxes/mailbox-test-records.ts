import { Injectable } from '@nestjs/common';
import type { MailboxTestStepView, MailboxTestView } from '#libs/contracts';
import { Clock, EventLog, Jobs } from '#libs/platform';
import { type LastTest, type Mailbox, MailboxesRepository } from '../intake/mailboxes.repository.js';
import { step, testView } from './mailbox-test-steps.js';

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
    const at = this.clock.now();
    const test = { mark, steps, ...endOf(state, steps), at: at.toISOString() };
    await this.mailboxes.setTest(mailbox, test);
    if (state !== 'waiting' || mark === null) return this.tell(mailbox, test);
    const payload = { tenantId: mailbox.tenantId, mailboxId: mailbox.id, mark };
    await this.jobs.add('mailbox.test_end', payload, { runAt: new Date(at.getTime() + ARRIVES_WITHIN_MS) });
  }

  /** How long the sending took. The mail may be here already. */
  sent(mailboxId: string, mark: string, sent: MailboxTestStepView): Promise<void> {
    return this.change(mailboxId, mark, (test) => test.steps.map((each) => (each.step === sent.step ? sent : each)));
  }

  /** The mail with this mark came at that moment, late or not, and has now been read. */
  arrived(mailboxId: string, mark: string, cameAt: Date): Promise<void> {
    const now = this.clock.now();
    return this.change(mailboxId, mark, (test) => [
      ...withoutArrival(test),
      step('arrive', 'passed', { milliseconds: Math.max(0, cameAt.getTime() - Date.parse(test.at)) }),
      step('read', 'passed', { milliseconds: Math.max(0, now.getTime() - cameAt.getTime()) }),
    ]);
  }

  /** The time is over; a mail that is here has ended the test before. */
  timeOver(mailboxId: string, mark: string): Promise<void> {
    return this.change(mailboxId, mark, (test) =>
      test.state === 'waiting'
        ? [...withoutArrival(test), step('arrive', 'failed', { reason: 'not_arrived' })]
        : test.steps,
    );
  }

  private async change(mailboxId: string, mark: string, to: (test: LastTest) => MailboxTestStepView[]): Promise<void> {
    const mailbox = await this.mailboxes.lock(mailboxId);
    const test = mailbox?.lastTest;
    if (!test || test.mark !== mark) return;
    const steps = to(test);
    const next = { ...test, steps, ...endOf(testView(mark, steps).state, steps) };
    await this.mailboxes.setTest(mailbox, next);
    if (next.state !== test.state) await this.tell(mailbox, next);
  }

  private tell({ tenantId, deskId, id }: Mailbox, { state, step: at, reason }: LastTest): Promise<void> {
    return this.events.record({
      tenantId,
      type: 'mailbox.tested',
      subjectId: deskId,
      payload: { mailboxId: id, state, step: at, reason },
    });
  }
}

/** The step that it stopped at, waits for or ended with. */
const endOf = (state: LastTest['state'], steps: readonly MailboxTestStepView[]) => {
  const { step: name, reason } = steps.find((each) => each.state === state && state !== 'passed') ?? steps.at(-1)!;
  return { state, step: name, reason };
};

const withoutArrival = ({ steps }: LastTest): MailboxTestStepView[] =>
  steps.filter(({ step: name }) => name !== 'arrive' && name !== 'read');
