import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { MailboxTestStepView, MailboxTestView } from '#libs/contracts';
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
import { IMAP_PASSWORD } from '../imap/imap-fetcher.js';
import type { Mailbox } from '../intake/mailboxes.repository.js';
import { MailRelay } from '../mail-relay.js';
import { type MailRoute, MailRoutes } from '../sending/mail-routes.js';
import { MARK_HEADER, MailboxMarks } from './mailbox-marks.js';
import { MailboxTestRecords } from './mailbox-test-records.js';
import { imapSteps, NO_IMAP, sendStep, step, stopwatch, testView } from './mailbox-test-steps.js';
import { MailboxSettings } from './mailbox-settings.service.js';

const ARRIVE_MS = 8_000;
const ASK_MS = 250;
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
    const reached = await this.reach(mailbox);
    if (reached.at(-1)!.state === 'failed') return this.begun(mailbox, testView(null, reached));
    // Without a relay the mail can still be handed to our own listener, which is where a mailbox without IMAP gets its mail.
    if (!route && mailbox.imap) {
      return this.begun(mailbox, testView(null, [...reached, step('send', 'failed', { reason: 'no_relay' })]));
    }
    const mark = this.marks.issue(mailbox.id);
    // Known before it is sent: its mail may arrive at any moment from then on.
    const waiting = [...reached, step('send', 'passed'), step('arrive', 'waiting'), step('read', 'waiting')];
    await this.begun(mailbox, testView(mark, waiting));
    const elapsed = stopwatch();
    const answer = await this.relay.send(testMail(mailbox, desk, mark), route ?? this.ownListener);
    const sent = sendStep(answer, elapsed());
    if (sent.state === 'failed') return this.begun(mailbox, testView(null, [...reached, sent]));
    await this.inScope(() => this.records.sent(mailbox.id, mark, sent));
    return this.arrival(mailbox.id, mark);
  }

  private async begun(mailbox: Mailbox, test: MailboxTestView): Promise<MailboxTestView> {
    await this.inScope(() => this.records.begun(mailbox, test));
    return test;
  }

  /** How a test that was waiting goes on. */
  async follow(id: string, mark: string): Promise<MailboxTestView> {
    const { lastTest } = await this.inScope(() => this.settings.get(id));
    if (lastTest?.mark !== mark) throw notFound();
    return testView(mark, lastTest.steps);
  }

  private async reach({ id, imap, imapPassword }: Mailbox): Promise<MailboxTestStepView[]> {
    if (!imap || !imapPassword) return NO_IMAP;
    return imapSteps(imap, this.secrets.unseal(IMAP_PASSWORD, id, imapPassword).toString());
  }

  private get ownListener(): MailRoute {
    return {
      key: 'own listener',
      url: `smtp://127.0.0.1:${this.config.smtpPort}?ignoreTLS=true`,
      dkim: null,
      isDesks: false,
    };
  }

  private async arrival(id: string, mark: string): Promise<MailboxTestView> {
    const end = Date.now() + ARRIVE_MS;
    for (;;) {
      const test = await this.follow(id, mark);
      if (test.state !== 'waiting' || Date.now() >= end) return test;
      await pause(ASK_MS);
    }
  }

  private inScope<T>(work: () => Promise<T>): Promise<T> {
    return this.database.transaction(TenantScope.of(...currentActor().tenantIds), work);
  }
}

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
