import { Injectable } from '@nestjs/common';
import { type Channel, CHANNELS } from '#libs/contracts';
import { Clock, Database, Rounds, TenantScope } from '#libs/platform';
import { dueAt } from '../desks/business-hours.js';
import { purposeOf, slaAt } from '../desks/sla.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import {
  type AlertedClock,
  type ClockAlert,
  ClockAlertsRepository,
  type DeskOfClocks,
  type Warning,
} from './clock-alerts.repository.js';
import { MISSED, UNTOLD, WARNED } from './clock.states.js';
import { followClocks } from './ticket.clocks.js';

const EVERY_MS = 2_000;
const AT_ONCE = 500;

/**
 * Tells of each run of a clock once that its end is near, and once that it is over: events `ticket.due_soon` and `ticket.overdue`. What
 * was told stands in the ticket's row and is written with the event, so a process that was down makes good what it missed, and two
 * of them never tell the same thing.
 */
@Injectable()
export class ClockWatch {
  private readonly rounds = new Rounds('a look at the clocks of the tickets', EVERY_MS, () => this.look());

  constructor(
    private readonly alerts: ClockAlertsRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.rounds.start();
  }

  stop(): Promise<void> {
    return this.rounds.stop();
  }

  /** Tells all that is to be told now. Returns how many events that were. */
  async look(): Promise<number> {
    const desks = await this.database.transaction(TenantScope.nothing, () => this.alerts.desks());
    if (desks.length === 0) return 0;
    const scope = TenantScope.of(...new Set(desks.map(({ tenantId }) => tenantId)));
    const byId = new Map(desks.map((desk) => [desk.id, desk]));
    let told = 0;
    for (const clock of ['reply', 'resolution'] as const) {
      for (let found = AT_ONCE; found === AT_ONCE;) {
        const batch = await this.database.transaction(scope, () => this.tell(clock, byId));
        found = batch.tickets;
        told += batch.alerts;
      }
    }
    return told;
  }

  private async tell(clock: AlertedClock, desks: ReadonlyMap<string, DeskOfClocks>) {
    const now = this.clock.now();
    const warnings = [...desks.values()].flatMap((desk) => warningsOf(desk, now));
    const untold = await this.alerts.untold(clock, warnings, now, AT_ONCE);
    const news = untold.map((ticket) => newsOf(ticket, clock, desks.get(ticket.deskId)!, now));
    const alerts = news.flatMap((each) => each.alerts);
    if (untold.length > 0)
      await this.alerts.tell(
        news.map(({ ticket }) => ticket),
        alerts,
        now,
      );
    return { tickets: untold.length, alerts: alerts.length };
  }
}

/** Business time only runs forward: whatever is due before this moment has no more left than the warning time. */
const warningsOf = (desk: DeskOfClocks, now: Date): Warning[] =>
  CHANNELS.map((channel) => ({
    tenantId: desk.tenantId,
    deskId: desk.id,
    channel,
    until: warnedUntil(desk, channel, now),
  }));

const warnedUntil = (desk: DeskOfClocks, channel: Channel, now: Date): Date =>
  dueAt(desk.hours, now, slaAt(desk, channel, now).warning, purposeOf(channel));

/** A warning that nobody could give in time is recorded all the same, before the end that it should have come before. */
const newsOf = (ticket: TicketEntity, clock: AlertedClock, desk: DeskOfClocks, now: Date) => {
  const isReply = clock === 'reply';
  const due = (isReply ? ticket.dueAt : ticket.resolveDueAt)!;
  const alerted = isReply ? ticket.replyAlerted : ticket.resolveAlerted;
  const isOver = due < now;
  const name = !isReply ? 'resolution' : ticket.firstReplyAt === null ? 'first_reply' : 'next_reply';
  const payload = { clock: name, dueAt: due.toISOString() };
  const alerts: ClockAlert[] = [];
  if (alerted === UNTOLD) alerts.push({ ticket, type: 'ticket.due_soon', payload });
  if (isOver) alerts.push({ ticket, type: 'ticket.overdue', payload });
  const told = isOver ? MISSED : WARNED;
  const marked = isReply ? { replyAlerted: told } : { resolveAlerted: told };
  // A resolution that nobody has written down yet is written down now, before it could be missed.
  const { resolveDueAt } = followClocks(ticket, ticket, desk, now).clocks;
  return { ticket: { ...ticket, resolveDueAt, ...marked } as TicketEntity, alerts };
};
