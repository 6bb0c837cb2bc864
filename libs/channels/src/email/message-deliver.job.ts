import { Injectable } from '@nestjs/common';
import type { JobPayloads } from '#libs/contracts';
import { Clock, EventLog, Job, JobHandler, type JobRun, type JobVerdict, TenantScope } from '#libs/platform';
import type { OutgoingMail } from './compose-mail.js';
import { MailComposer } from './mail-composer.js';
import { MailRelay, type RelayAnswer } from './mail-relay.js';
import { type ClaimedMail, type Delivery, MailRepository } from './mail.repository.js';

export interface LoadedMail {
  mail: ClaimedMail;
  composed: OutgoingMail | null;
}

export type DeliveryOutcome = RelayAnswer | { kind: 'outbox' };

/**
 * Delivers one message, once. It is claimed as `sending` before the network is touched and ends as `sent`, `failed` or
 * `unknown`; what the relay only puts off is tried again with growing delay. Without a relay the mail lands in the outbox.
 */
@Injectable()
@JobHandler()
export class MessageDeliverJob extends Job<'message.deliver', LoadedMail, DeliveryOutcome> {
  readonly name = 'message.deliver';

  constructor(
    private readonly mails: MailRepository,
    private readonly composer: MailComposer,
    private readonly relay: MailRelay,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  scopeOf(payload: JobPayloads['message.deliver']): TenantScope {
    return TenantScope.of(payload.tenantId);
  }

  async load(payload: JobPayloads['message.deliver']): Promise<LoadedMail | null> {
    const mail = await this.mails.claim(payload.tenantId, payload.messageId);
    return mail && { mail, composed: this.composer.compose(mail) };
  }

  async perform({ composed }: LoadedMail): Promise<DeliveryOutcome> {
    if (composed === null) return { kind: 'failed', reason: 'the address cannot receive mail', code: null };
    return this.relay.isConfigured ? this.relay.send(composed) : { kind: 'outbox' };
  }

  async record(
    _payload: JobPayloads['message.deliver'],
    { mail, composed }: LoadedMail,
    outcome: DeliveryOutcome,
    run: JobRun,
  ): Promise<JobVerdict> {
    const at = this.clock.now();
    const again = outcome.kind === 'deferred' && !run.last;
    if (!(await this.mails.record(mail, deliveryOf(outcome, again, at)))) return 'done';
    if (outcome.kind === 'outbox' && composed) await this.mails.putIntoOutbox(mail, composed, at);
    await this.events.record({
      tenantId: mail.tenantId,
      type: eventOf(outcome, again),
      subjectId: mail.ticketId,
      payload: {
        messageId: mail.messageId,
        attempt: mail.attempts,
        automatic: mail.automatic,
        ...(outcome.kind === 'outbox' ? { outbox: true } : {}),
        ...('code' in outcome ? { code: outcome.code } : {}),
      },
    });
    return again ? 'retry' : 'done';
  }
}

const deliveryOf = (outcome: DeliveryOutcome, again: boolean, at: Date): Delivery => {
  if (outcome.kind === 'sent' || outcome.kind === 'outbox') return { state: 'sent', reason: null, at };
  if (again) return { state: 'queued', reason: outcome.reason, at };
  return { state: outcome.kind === 'unknown' ? 'unknown' : 'failed', reason: outcome.reason, at };
};

const eventOf = (outcome: DeliveryOutcome, again: boolean): string => {
  if (outcome.kind === 'sent' || outcome.kind === 'outbox') return 'message.sent';
  if (again) return 'message.deferred';
  return outcome.kind === 'unknown' ? 'message.unconfirmed' : 'message.failed';
};
