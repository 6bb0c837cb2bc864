import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { MailboxTestStep, MailboxTestView } from '#libs/contracts';
import { type DeskOfShop, DesksService } from '#libs/desk';
import {
  CONFIG,
  type Config,
  currentActor,
  Database,
  DomainError,
  notFound,
  RateLimit,
  Secrets,
  TenantScope,
} from '#libs/platform';
import type { OutgoingMail } from '../compose-mail.js';
import { answeredWithin, connectImap } from '../imap/imap-connection.js';
import { faultOf } from '../imap/imap-fault.js';
import { IMAP_PASSWORD } from '../imap/imap-fetcher.js';
import type { Mailbox } from '../intake/mailboxes.repository.js';
import { RawMailsRepository } from '../intake/raw-mails.repository.js';
import { MailRelay, type RelayAnswer } from '../mail-relay.js';
import { type MailRoute, MailRoutes } from '../sending/mail-routes.js';
import { MARK_HEADER, MailboxMarks } from './mailbox-marks.js';
import { MailboxTestRecords } from './mailbox-test-records.js';
import { MailboxSettings } from './mailbox-settings.service.js';

type Step = MailboxTestView['steps'][number];

const ARRIVE_MS = 8_000;
const ASK_MS = 250;
const SIGN_IN_MS = 15_000;
const TESTS = { points: 6, perSeconds: 60 };

/**
 * Sends a real mail to a mailbox and sees whether it arrives. All of it is network, so it runs outside any transaction and opens
 * its own for each question to the database.
 */
@Injectable()
export class MailboxTest {
  constructor(
    private readonly database: Database,
    private readonly settings: MailboxSettings,
    private readonly desks: DesksService,
    private readonly mails: RawMailsRepository,
    private readonly marks: MailboxMarks,
    private readonly relay: MailRelay,
    private readonly routes: MailRoutes,
    private readonly secrets: Secrets,
    private readonly limits: RateLimit,
    private readonly records: MailboxTestRecords,
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpPort'>,
  ) {}

  async begin(id: string): Promise<MailboxTestView> {
    const { mailbox, desk, route } = await this.inScope(async () => {
      const found = await this.settings.get(id);
      const deskOfShop = await this.desks.get(found.deskId);
      return { mailbox: found, desk: deskOfShop, route: await this.routes.of(deskOfShop.id) };
    });
    const { allowed, retryAfterSeconds } = this.limits.take(`mailbox test ${mailbox.id}`, TESTS);
    if (!allowed) throw new DomainError('request.too_many', { seconds: retryAfterSeconds });
    const signedIn = await this.signIn(mailbox);
    if (signedIn.state === 'failed') return this.begun(mailbox, view(null, [signedIn]));
    const mark = this.marks.issue(mailbox.id);
    // Known before it is sent: its mail may arrive at any moment from then on.
    await this.begun(mailbox, view(mark, [signedIn, step('send', 'passed'), step('arrive', 'waiting')]));
    const sent = await this.send(mailbox, testMail(mailbox, desk, mark), route);
    if (sent.state === 'failed') return this.begun(mailbox, view(null, [signedIn, sent]));
    return view(mark, [signedIn, sent, await this.arrival(mailbox.id, mark)]);
  }

  private async begun(mailbox: Mailbox, test: MailboxTestView): Promise<MailboxTestView> {
    await this.inScope(() => this.records.begun(mailbox, test));
    return test;
  }

  /** How a test that was waiting goes on. */
  async follow(id: string, mark: string): Promise<MailboxTestView> {
    const { mailbox, arrived } = await this.inScope(async () => {
      const found = await this.settings.get(id);
      return { mailbox: found, arrived: await this.mails.hasTest(found.id, mark) };
    });
    const { lastTest } = mailbox;
    const isLast = lastTest?.mark === mark;
    if (!isLast && !this.marks.isValid(mailbox.id, mark)) throw notFound();
    const isOver = isLast && lastTest.state === 'failed' && !arrived;
    return view(mark, [
      step('sign_in', mailbox.imap ? 'passed' : 'skipped'),
      step('send', 'passed'),
      isOver ? step('arrive', 'failed', lastTest.reason) : step('arrive', arrived ? 'passed' : 'waiting'),
    ]);
  }

  private async signIn(mailbox: Mailbox): Promise<Step> {
    const { imap, imapPassword } = mailbox;
    if (!imap || !imapPassword) return step('sign_in', 'skipped');
    const password = this.secrets.unseal(IMAP_PASSWORD, mailbox.id, imapPassword).toString();
    try {
      const client = await connectImap(imap, password);
      try {
        await answeredWithin(client, SIGN_IN_MS, () => client.mailboxOpen('INBOX', { readOnly: true }));
      } finally {
        client.close();
      }
      return step('sign_in', 'passed');
    } catch (error) {
      const { reason, words } = faultOf(error, imap, password);
      return step('sign_in', 'failed', reason, words);
    }
  }

  private async send(mailbox: Mailbox, mail: OutgoingMail, route: MailRoute | null): Promise<Step> {
    // Without a relay the mail can still be handed to our own listener, which is where such a mailbox gets its mail.
    if (!route && mailbox.imap) return step('send', 'failed', 'no_relay');
    const answer = await this.relay.send(mail, route ?? this.ownListener);
    if (answer.kind === 'sent') return step('send', 'passed');
    // Only what a relay said itself is shown in its words; the rest has a sentence of ours.
    return step('send', 'failed', relayReason(answer), answer.code === null ? null : answer.reason);
  }

  private get ownListener(): MailRoute {
    return {
      key: 'own listener',
      url: `smtp://127.0.0.1:${this.config.smtpPort}?ignoreTLS=true`,
      dkim: null,
      isDesks: false,
    };
  }

  private async arrival(mailboxId: string, mark: string): Promise<Step> {
    const end = Date.now() + ARRIVE_MS;
    for (;;) {
      if (await this.inScope(() => this.mails.hasTest(mailboxId, mark))) return step('arrive', 'passed');
      if (Date.now() >= end) return step('arrive', 'waiting');
      await pause(ASK_MS);
    }
  }

  private inScope<T>(work: () => Promise<T>): Promise<T> {
    return this.database.transaction(TenantScope.of(...currentActor().tenantIds), work);
  }
}

const step = (
  name: MailboxTestStep,
  state: Step['state'],
  reason: Step['reason'] = null,
  words: string | null = null,
): Step => ({ step: name, state, reason, words });

const view = (mark: string | null, steps: Step[]): MailboxTestView => {
  const last = steps.at(-1)!.state;
  return { mark, state: last === 'skipped' ? 'passed' : last, steps };
};

const relayReason = ({ code, reason }: Exclude<RelayAnswer, { kind: 'sent' }>): Step['reason'] => {
  if (code !== null) return 'relay_refused';
  return reason === 'host_refused' ? 'relay_forbidden' : 'relay_unreachable';
};

/** Nobody reads it but the desk itself, and no robot answers it. */
const testMail = ({ address }: Mailbox, desk: DeskOfShop, mark: string): OutgoingMail => ({
  messageId: `<${mark}@${desk.replyFrom.slice(desk.replyFrom.lastIndexOf('@') + 1)}>`,
  from: { name: desk.senderName, address: desk.replyFrom },
  to: address,
  envelopeFrom: '',
  subject: '受信テスト / Mailbox test',
  text: 'この窓口の受信設定を確かめるためのメールです。\nThis mail checks that the desk receives its mail.\n',
  references: [],
  headers: { [MARK_HEADER]: mark, 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
});
