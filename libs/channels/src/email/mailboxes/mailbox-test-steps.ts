import { performance } from 'node:perf_hooks';
import type { MailboxTestStep, MailboxTestStepView, MailboxTestView } from '#libs/contracts';
import { answeredWithin, connectImap, needsTls, reachImap } from '../imap/imap-connection.js';
import { faultOf } from '../imap/imap-fault.js';
import type { ImapSettings } from '../intake/mailboxes.repository.js';
import type { RelayAnswer } from '../mail-relay.js';

const SIGN_IN_MS = 15_000;

export const step = (
  name: MailboxTestStep,
  state: MailboxTestStepView['state'],
  more: Partial<Pick<MailboxTestStepView, 'reason' | 'words' | 'milliseconds'>> = {},
): MailboxTestStepView => ({ step: name, state, reason: null, words: null, milliseconds: null, ...more });

export const NO_IMAP = [step('connect', 'skipped'), step('tls', 'skipped'), step('sign_in', 'skipped')];

export const testView = (mark: string | null, steps: MailboxTestStepView[]): MailboxTestView => {
  const states = new Set(steps.map(({ state }) => state));
  return { mark, state: states.has('failed') ? 'failed' : states.has('waiting') ? 'waiting' : 'passed', steps };
};

/** Milliseconds since it was made. */
export const stopwatch = (): (() => number) => {
  const from = performance.now();
  return () => Math.round(performance.now() - from);
};

/** Reaches a mailbox's server, encrypts, signs in and opens the INBOX; ends with the step that failed. */
export const imapSteps = async (imap: ImapSettings, password: string): Promise<MailboxTestStepView[]> => {
  const steps: MailboxTestStepView[] = [];
  let name: MailboxTestStep = 'connect';
  let elapsed = stopwatch();
  const pass = (next: MailboxTestStep): void => {
    steps.push(step(name, 'passed', { milliseconds: elapsed() }));
    [name, elapsed] = [next, stopwatch()];
  };
  try {
    await reachImap(imap);
    pass('tls');
    if (!(await needsTls(imap))) {
      steps.push(step('tls', 'skipped'));
      name = 'sign_in';
    }
    const client = await connectImap(imap, password, () => {
      if (name === 'tls') pass('sign_in');
    });
    try {
      await answeredWithin(client, SIGN_IN_MS, () => client.mailboxOpen('INBOX', { readOnly: true }));
    } finally {
      client.close();
    }
    return [...steps, step(name, 'passed', { milliseconds: elapsed() })];
  } catch (error) {
    return [...steps, step(name, 'failed', { ...faultOf(error, imap, password), milliseconds: elapsed() })];
  }
};

/** Only what a relay said itself is shown in its words; the rest has a sentence of ours. */
export const sendStep = (answer: RelayAnswer, milliseconds: number): MailboxTestStepView => {
  if (answer.kind === 'sent') return step('send', 'passed', { milliseconds });
  const { code, reason } = answer;
  if (code !== null) return step('send', 'failed', { reason: 'relay_refused', words: reason, milliseconds });
  const because = reason === 'host_refused' ? 'relay_forbidden' : 'relay_unreachable';
  return step('send', 'failed', { reason: because, milliseconds });
};
