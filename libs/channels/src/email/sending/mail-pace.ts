import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, CONFIG, type Config } from '#libs/platform';
import { paceOf } from './mail-pace.policy.js';
import { MailPaceRepository } from './mail-pace.repository.js';
import type { MailRoute } from './mail-routes.js';

export interface PacedMail {
  tenantId: string;
  messageId: string;
  to: string | null;
  /** The time that it was given before; null for none. */
  pacedAt: Date | null;
}

/** A time that was missed by more than this, say by a stopped worker, is void: else all that were missed would go at once. */
const GRACE_MS = 30_000;
const SLOT_WAIT_MS = 2_000;

/**
 * Lets mail to one recipient domain go at a bounded pace, over all processes. What must wait gets a time of its own and comes
 * back then, so that nothing overtakes and nothing is tried in vain.
 */
@Injectable()
export class MailPace {
  constructor(
    private readonly pace: MailPaceRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'mailPace'>,
  ) {}

  /** Null: it may go now, and holds a place until `done`. Else when to come back. */
  async waitOf(mail: PacedMail, route: MailRoute): Promise<Date | null> {
    const rule = mail.to === null ? null : paceOf(mail.to, this.config.mailPace);
    if (rule === null) return null;
    const key = `${route.key} ${rule.group}`;
    const now = this.clock.now();
    const late = mail.pacedAt === null ? null : now.getTime() - mail.pacedAt.getTime();
    const at = late !== null && late <= GRACE_MS ? mail.pacedAt! : await this.pace.takeTime(key, rule, now);
    if (at > now) return this.later(mail, at, rule.spacing / 2);
    if (await this.pace.takeSlot(key, mail.messageId, rule.atOnce, now)) return null;
    return this.later(mail, new Date(now.getTime() + SLOT_WAIT_MS), SLOT_WAIT_MS);
  }

  done(messageId: string): Promise<void> {
    return this.pace.giveSlot(messageId);
  }

  private async later(mail: PacedMail, at: Date, jitter: number): Promise<Date> {
    await this.pace.keepTime(mail.tenantId, mail.messageId, at);
    return new Date(at.getTime() + randomInt(Math.max(1, Math.min(Math.round(jitter), 5_000))));
  }
}
