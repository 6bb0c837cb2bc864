import { Injectable } from '@nestjs/common';
import type { KpiGroup, KpiRow, KpiStep, KpiView, PhoneDay, TicketKpis, TimeKpis } from '#libs/contracts';
import { businessTime, dayBeganAt, type DeskOfShop, DesksService, slaAt } from '#libs/desk';
import { Clock, DomainError } from '#libs/platform';
import { DeskTargets } from '../staffing/desk-targets.js';
import { callKpis } from './call-kpis.js';
import { PresentPeople } from '../staffing/present-people.js';
import { type HandledRow, type InquiryRow, KpisRepository, type Origin } from './kpis.repository.js';
import { PeopleTime, timeKpis } from './people-time.js';
import { share } from './share.js';
import { type Span, stepOf, timeSteps } from './time-steps.js';
import { backlogKpis, writtenKpis, type WrittenRecord } from './written-kpis.js';

/** What one inquiry in writing takes, for the work that a backlog means. */
const WRITING_SECONDS = 480;
/** More than a screen, a sheet or a program can use at once. */
const MOST_ROWS = 5_000;
const MOST_MS = 31 * 24 * 3_600_000;

type GroupKey = Pick<KpiRow, 'tenantId' | 'deskId' | 'channel' | 'agentId'>;

export interface KpiRequest {
  from?: string;
  to?: string;
  step: KpiStep;
  by: KpiGroup;
}

/** The figures of a time, per step and group, computed from the raw records each time they are asked for. */
@Injectable()
export class KpisService {
  constructor(
    private readonly kpis: KpisRepository,
    private readonly people: PeopleTime,
    private readonly present: PresentPeople,
    private readonly targets: DeskTargets,
    private readonly desks: DesksService,
    private readonly clock: Clock,
  ) {}

  async view({ step, by, ...asked }: KpiRequest): Promise<KpiView> {
    const now = this.clock.now();
    const { from, to } = spanOf(asked, now);
    const steps = timeSteps({ from, to }, step);
    const targets = await this.targets.current();
    const desks = new Map((await this.desks.all()).map((desk) => [desk.id, desk]));
    const calls = await this.kpis.calls(from, to);
    const inquiries = (await this.kpis.inquiries(from, to)).map((row) => ({
      ...row,
      ...promiseOf(row, desks.get(row.deskId)!, now),
    }));
    const closings = await this.kpis.closings(from, to);
    const handled = await this.kpis.handled(from, to);
    const callbacks = await this.kpis.callbacks(from, to, now);
    const checks = await this.kpis.checks(from, to);
    const ratings = await this.kpis.ratings(from, to);
    const waiting = step === 'whole' && to >= now ? await this.kpis.waiting() : null;
    const ready = waiting ? await this.present.count() : 0;

    const sets = {
      calls: sorted(calls, steps, by, ({ offeredAt }) => offeredAt),
      inquiries: sorted(inquiries, steps, by, ({ receivedAt }) => receivedAt),
      closings: sorted(closings, steps, by, ({ closedAt }) => closedAt),
      handled: sorted(handled, steps, by, ({ at }) => at),
      callbacks: sorted(callbacks, steps, by, ({ promisedUntil }) => promisedUntil),
      checks: sorted(checks, steps, by, ({ checkedAt }) => checkedAt),
      ratings: sorted(ratings, steps, by, ({ givenAt }) => givenAt),
      waiting: sorted(waiting ?? [], steps, by, () => from),
    };
    const rows = [
      ...calls,
      ...inquiries,
      ...closings,
      ...handled,
      ...callbacks,
      ...checks,
      ...ratings,
      ...(waiting ?? []),
    ];
    const time = await this.timeBy(by, steps);
    const found = by === 'none' ? [WHOLE] : [...rows.map((row) => groupOf(by, row)), ...time.people];
    const groups = new Map(found.map((each) => [keyOf(each), each]));
    if (groups.size * steps.length > MOST_ROWS) throw new DomainError('request.invalid', { fields: ['step'] });
    const asking = [...desks.values()].filter(({ asksRating }) => asksRating);
    const asks = ({ tenantId, deskId }: GroupKey): boolean =>
      asking.some((desk) => desk.tenantId === (tenantId ?? desk.tenantId) && desk.id === (deskId ?? desk.id));
    const items = steps.flatMap((span, index) =>
      [...groups].map(([key, group]): KpiRow => {
        const cell = `${index} ${key}`;
        const closed = sets.closings.get(cell) ?? [];
        const spoken = sets.handled.get(cell) ?? [];
        const promised = sets.callbacks.get(cell) ?? [];
        const checked = sets.checks.get(cell) ?? [];
        const rated = sets.ratings.get(cell) ?? [];
        return {
          from: span.from.toISOString(),
          to: span.to.toISOString(),
          ...group,
          calls: callKpis(sets.calls.get(cell) ?? [], targets),
          written: writtenKpis(sets.inquiries.get(cell) ?? []),
          tickets: {
            closed: closed.length,
            firstContact: count(
              closed,
              ({ contacts, reopened, asksAgain }) => contacts === 1 && !reopened && !asksAgain,
            ),
            reopened: count(closed, ({ reopened }) => reopened),
            escalated: count(spoken, ({ triggers }) => triggers.length > 0),
            escalatedBy: perTrigger(spoken),
            callbacksKept: count(promised, ({ kept }) => kept),
            quality: count(checked, ({ faultless }) => faultless),
            satisfied: rated.length > 0 || asks(group) ? count(rated, ({ score }) => score >= 4) : null,
            wrongShop: checked.filter(({ wrongShop }) => wrongShop).length,
          },
          backlog:
            waiting &&
            backlogKpis(
              (sets.waiting.get(cell) ?? []).map(({ receivedAt }) => receivedAt),
              now,
              { handlingSeconds: WRITING_SECONDS, people: ready },
            ),
          time: time.of(index, group),
        };
      }),
    );
    return { from: from.toISOString(), to: to.toISOString(), step, by, targets, items };
  }

  /** The figures of this day's calls up to now. */
  async phone(): Promise<PhoneDay> {
    const now = this.clock.now();
    const targets = await this.targets.current();
    return { calls: callKpis(await this.kpis.calls(dayBeganAt(now), now), targets), targets };
  }

  /** Whose time there is to tell, and how to tell it: everybody's together, or each one's, also of who was here and did nothing. */
  private async timeBy(by: KpiGroup, steps: readonly Span[]): Promise<PeopleTimes> {
    if (by === 'none') {
      const together = await this.people.together(steps);
      return { people: [], of: (index) => timeKpis(together[index]!) };
    }
    if (by !== 'agent') return { people: [], of: () => null };
    const each = await this.people.byPerson(steps);
    return {
      people: [...new Set(each.flatMap((step) => [...step.keys()]))].map((agentId) => ({ ...WHOLE, agentId })),
      of: (index, { agentId }) => (agentId === null ? null : timeKpis(each[index]!.get(agentId) ?? {})),
    };
  }
}

interface PeopleTimes {
  people: GroupKey[];
  of: (index: number, group: GroupKey) => TimeKpis | null;
}

/** Throws `request.invalid` for a time that ends before it begins, or is too long to be computed at once. */
export const spanOf = (asked: Pick<KpiRequest, 'from' | 'to'>, now: Date): Span => {
  const from = asked.from ? new Date(asked.from) : dayBeganAt(now);
  const to = asked.to ? new Date(asked.to) : now;
  if (from < to && to.getTime() - from.getTime() <= MOST_MS) return { from, to };
  throw new DomainError('request.invalid', { fields: ['from', 'to'] });
};

const count = <Row>(rows: readonly Row[], holds: (row: Row) => boolean) =>
  share(rows.filter((row) => holds(row)).length, rows.length);

const perTrigger = (spoken: readonly HandledRow[]): TicketKpis['escalatedBy'] => {
  const counts: TicketKpis['escalatedBy'] = {};
  for (const trigger of spoken.flatMap(({ triggers }) => triggers)) counts[trigger] = (counts[trigger] ?? 0) + 1;
  return counts;
};

/** How long the requester has waited in the desk's business time, against what was promised when the inquiry came. */
const promiseOf = (
  { channel, receivedAt, firstReplyAt }: InquiryRow,
  desk: DeskOfShop,
  now: Date,
): Pick<WrittenRecord, 'businessMinutes' | 'promisedMinutes'> => ({
  businessMinutes: businessTime(desk.hours, receivedAt, firstReplyAt ?? now) / 60_000,
  promisedMinutes: slaAt(desk, channel, receivedAt).firstReply,
});

const WHOLE: GroupKey = { tenantId: null, deskId: null, channel: null, agentId: null };

const groupOf = (by: KpiGroup, { tenantId, deskId, channel, agentId }: Origin): GroupKey => {
  if (by === 'none') return WHOLE;
  if (by === 'tenant') return { ...WHOLE, tenantId };
  if (by === 'desk') return { ...WHOLE, tenantId, deskId };
  return by === 'channel' ? { ...WHOLE, channel } : { ...WHOLE, agentId };
};

const keyOf = (group: GroupKey): string => Object.values(group).join();

/** Rows by step and group. */
const sorted = <Row extends Origin>(
  rows: readonly Row[],
  steps: readonly Span[],
  by: KpiGroup,
  at: (row: Row) => Date,
): Map<string, Row[]> => {
  const cells = new Map<string, Row[]>();
  for (const row of rows) {
    const cell = `${stepOf(steps, at(row))} ${keyOf(groupOf(by, row))}`;
    const known = cells.get(cell);
    if (known) known.push(row);
    else cells.set(cell, [row]);
  }
  return cells;
};
