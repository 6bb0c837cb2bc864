import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SAMPLE_PERCENT } from '#libs/contracts';
import { Clock, currentActor, Database, EventLog, Rounds, TenantScope } from '#libs/platform';
import { ClockAlertsRepository } from '../clocks/clock-alerts.repository.js';
import { dayBeganAt } from '../queue/day.js';
import { QualityRepository } from './quality.repository.js';
import { dayInJapan } from './quality.service.js';
import { drawSample } from './sample.js';

const EVERY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/** Days that were missed while no worker ran are made good this far back. */
const BACK_DAYS = 7;

/**
 * Draws each finished day once for each shop, and during the day when a supervisor asks for it. The draw's own row decides: a process that
 * was down makes good what it missed, and of two only one draws.
 */
@Injectable()
export class QualityDraws {
  private readonly rounds = new Rounds('the draw of the day’s replies', EVERY_MS, () => this.look());

  constructor(
    private readonly quality: QualityRepository,
    private readonly desks: ClockAlertsRepository,
    private readonly events: EventLog,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.rounds.start();
  }

  stop(): Promise<void> {
    return this.rounds.stop();
  }

  /** Draws all that is not drawn yet. Returns how many replies that were. */
  async look(): Promise<number> {
    const desks = await this.database.transaction(TenantScope.nothing, () => this.desks.desks());
    const today = dayBeganAt(this.clock.now()).getTime();
    let drawn = 0;
    for (const tenantId of new Set(desks.map((desk) => desk.tenantId))) {
      for (let back = BACK_DAYS; back >= 1; back -= 1) {
        const began = new Date(today - back * DAY_MS);
        drawn += await this.database.transaction(TenantScope.of(tenantId), () => this.draw(tenantId, began));
      }
    }
    return drawn;
  }

  /** Of what this person's shops sent today and nobody has drawn yet. Returns how many replies that were. */
  async now(): Promise<number> {
    const { tenantIds, userId } = currentActor();
    const now = this.clock.now();
    const began = dayBeganAt(now);
    let drawn = 0;
    for (const tenantId of tenantIds) {
      const round = await this.quality.nextRound(tenantId, dayInJapan(began));
      drawn += await this.drawOf(tenantId, { from: began, to: now }, { round, by: userId });
    }
    return drawn;
  }

  private async draw(tenantId: string, began: Date): Promise<number> {
    if (await this.quality.isDrawn(tenantId, dayInJapan(began))) return 0;
    return this.drawOf(tenantId, { from: began, to: new Date(began.getTime() + DAY_MS) }, { round: 0, by: null });
  }

  private async drawOf(
    tenantId: string,
    { from, to }: { from: Date; to: Date },
    { round, by }: { round: number; by: string | null },
  ): Promise<number> {
    const day = dayInJapan(from);
    const replies = await this.quality.sent(tenantId, from, to);
    if (replies.length === 0 && round > 0) return 0;
    const seed = randomBytes(16).toString('hex');
    const at = this.clock.now();
    const given = { tenantId, day, round, by, seed, percent: SAMPLE_PERCENT, replies: replies.length, at };
    if (!(await this.quality.addDraw(given))) return 0;
    const sample = drawSample(replies, seed, SAMPLE_PERCENT);
    for (const reply of sample) await this.quality.addSample(tenantId, day, round, reply);
    const payload = { day, round, seed, replies: replies.length, drawn: sample.length };
    await this.events.record({ tenantId, type: 'quality.drawn', subjectId: null, payload });
    return sample.length;
  }
}
