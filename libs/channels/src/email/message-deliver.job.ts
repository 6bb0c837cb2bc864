import { Injectable } from '@nestjs/common';
import type { JobPayloads } from '#libs/contracts';
import { PromiseAttempts, TicketFollowUps } from '#libs/desk';
import {
  Clock,
  EventLog,
  Job,
  JobHandler,
  type JobOptions,
  type JobRun,
  Jobs,
  type JobVerdict,
  TenantScope,
} from '#libs/platform';
import type { OutgoingMail } from './compose-mail.js';
import { MailComposer } from './mail-composer.js';
import { MailRelay, type RelayAnswer } from './mail-relay.js';
import { type ClaimedMail, type Delivery, MailRepository } from './mail.repository.js';
import { MailPace } from './sending/mail-pace.js';
import { type MailRoute, MailRoutes } from './sending/mail-routes.js';

type Payload = JobPayloads['message.deliver'];

export interface LoadedMail {
  mail: ClaimedMail;
  composed: OutgoingMail | null;
  route: MailRoute | null;
}

export type DeliveryOutcome = RelayAnswer | { kind: 'outbox' };

const MAX_ATTEMPTS = 25;
const DEFERRED_AGAIN_MAX_MS = 6 * 3_600_000;
const BEHIND_MS = 1_000;
/** The relay may have sent it: long enough for its answer to be found in the mailbox, or for a bounce. */
const UNCONFIRMED_AGAIN_MS = [10, 60, 240].map((minutes) => minutes * 60_000);

/**
 * Delivers one message, once. It is claimed as `sending` before the network is touched and ends as `sent`, `failed` or
 * `unknown`; what the relay only puts off is tried again with growing delay, and what it never confirmed at most three times
 * more, under the same Message-ID. Where it failed for good, its ticket waits for the desk again. What must keep its place or pace
 * comes back later. Without a relay the mail lands in the outbox.
 */
@Injectable()
@JobHandler()
export class MessageDeliverJob extends Job<'message.deliver', LoadedMail, DeliveryOutcome> {
  readonly name = 'message.deliver';

  constructor(
    private readonly mails: MailRepository,
    private readonly composer: MailComposer,
    private readonly relay: MailRelay,
    private readonly routes: MailRoutes,
    private readonly pace: MailPace,
    private readonly promises: PromiseAttempts,
    private readonly followUps: TicketFollowUps,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  scopeOf(payload: Payload): TenantScope {
    return TenantScope.of(payload.tenantId);
  }

  /** Only a run from the queue (`run`) can come back later, so only that one waits for order and pace. */
  async load(payload: Payload, run?: JobRun): Promise<LoadedMail | null> {
    const now = this.clock.now();
    const waiting = await this.mails.waiting(payload.tenantId, payload.messageId, now);
    if (!waiting) return null;
    const route = await this.routes.of(waiting.deskId);
    if (run) {
      const until = waiting.isBehind ? null : route && (await this.pace.waitOf(waiting, route));
      if (waiting.isBehind || until) {
        await this.again(payload, until ? { runAt: until } : { afterMs: BEHIND_MS });
        return null;
      }
    }
    const mail = await this.mails.claim(payload.tenantId, payload.messageId, now);
    if (mail) return { mail, composed: this.composer.compose(mail), route };
    await this.pace.done(payload.messageId);
    return null;
  }

  async perform({ composed, route }: LoadedMail): Promise<DeliveryOutcome> {
    if (composed === null) return { kind: 'failed', reason: 'address_refused', code: null };
    return route ? this.relay.send(composed, route) : { kind: 'outbox' };
  }

  async record(payload: Payload, { mail, composed }: LoadedMail, outcome: DeliveryOutcome): Promise<JobVerdict> {
    const at = this.clock.now();
    await this.pace.done(mail.messageId);
    const delay = delayOf(outcome, mail);
    const retryAt = delay === null ? null : new Date(at.getTime() + delay);
    const again = retryAt !== null;
    if (!(await this.mails.record(mail, { ...deliveryOf(outcome, again), at, retryAt }))) return 'done';
    if (retryAt) await this.again(payload, { runAt: retryAt });
    if (outcome.kind === 'outbox' && composed) await this.mails.putIntoOutbox(mail, composed, at);
    const type = eventOf(outcome, again);
    const waiting = type === 'message.failed' ? await this.followUps.undelivered(mail.ticketId) : null;
    await this.events.record({
      tenantId: mail.tenantId,
      type,
      subjectId: waiting?.id ?? mail.ticketId,
      payload: {
        messageId: mail.messageId,
        attempt: mail.attempts,
        automatic: mail.automatic,
        ...(outcome.kind === 'outbox' ? { outbox: true } : {}),
        ...('code' in outcome ? { code: outcome.code } : {}),
        ...(retryAt ? { againAt: retryAt.toISOString() } : {}),
        ...(waiting ? { version: waiting.version } : {}),
      },
    });
    if (outcome.kind === 'sent' || outcome.kind === 'outbox') await this.keepPromise(mail, at);
    return 'done';
  }

  /** What was promised in writing is kept by the mail that leaves, not by the one that is written. */
  private async keepPromise({ ticketId, automatic }: ClaimedMail, at: Date): Promise<void> {
    if (!automatic) await this.promises.answered(ticketId, at);
  }

  /** One job waits for a message, however often it is put off. */
  private again(payload: Payload, when: Pick<JobOptions, 'runAt' | 'afterMs'>): Promise<void> {
    return this.jobs.add('message.deliver', payload, { ...when, key: `deliver ${payload.messageId}` });
  }
}

/** How long until a mail that has not left for sure is tried again; null where it is not. */
const delayOf = ({ kind }: DeliveryOutcome, { attempts, unconfirmed }: ClaimedMail): number | null => {
  if (kind === 'unknown') return UNCONFIRMED_AGAIN_MS[unconfirmed] ?? null;
  if (kind !== 'deferred' || attempts >= MAX_ATTEMPTS) return null;
  return Math.min(Math.exp(attempts) * 1_000, DEFERRED_AGAIN_MAX_MS);
};

const deliveryOf = (outcome: DeliveryOutcome, again: boolean): Pick<Delivery, 'state' | 'reason'> => {
  if (outcome.kind === 'sent' || outcome.kind === 'outbox') return { state: 'sent', reason: null };
  if (outcome.kind === 'unknown') return { state: 'unknown', reason: outcome.reason };
  return { state: again ? 'queued' : 'failed', reason: outcome.reason };
};

const eventOf = (outcome: DeliveryOutcome, again: boolean): string => {
  if (outcome.kind === 'sent' || outcome.kind === 'outbox') return 'message.sent';
  if (outcome.kind === 'unknown') return 'message.unconfirmed';
  return again ? 'message.deferred' : 'message.failed';
};
