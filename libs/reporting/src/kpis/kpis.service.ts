import { Injectable } from '@nestjs/common';
import type { KpiGroup, KpiRow, KpiStep, KpiView, PhoneDay, TicketKpis, TimeKpis, Trigger } from '#libs/contracts';
import { businessClock, dayBeganAt, type DeskOfShop, DesksService, slaAt } from '#libs/desk';
import { Clock, DomainError } from '#libs/platform';
import { DeskTargets } from '../staffing/desk-targets.js';
import { callKpis } from './call-kpis.js';
import { PresentPeople } from '../staffing/present-people.js';
import { type Cell, type InquiryRow, KpisRepository } from './kpis.repository.js';
import { PeopleTime, timeKpis } from './people-time.js';
import { share } from './share.js';
import { type Span, timeSteps } from './time-steps.js';
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
    const cells = { steps, by };
    await this.kpis.prepare();
    const calls = inCells(await this.kpis.calls(cells, targets));
    const inquiries = inCells(await this.kpis.inquiries(cells));
    const closings = inCells(await this.kpis.closings(cells));
    const handled = inCells(await this.kpis.handled(cells));
    const callbacks = inCells(await this.kpis.callbacks(cells, now));
    const checks = inCells(await this.kpis.checks(cells));
    const ratings = inCells(await this.kpis.ratings(cells));
    const waiting = step === 'whole' && to >= now ? inCells(await this.kpis.waiting(by)) : null;
    const ready = waiting ? await this.present.count() : 0;
    const sets = [calls, inquiries, closings, handled, callbacks, checks, ratings, ...(waiting ? [waiting] : [])];
    const time = await this.timeBy(by, steps);
    const found = by === 'none' ? [WHOLE] : [...sets.flatMap(groupsOf), ...time.people];
    const groups = new Map(found.map((each) => [keyOf(each), each]));
    if (groups.size * steps.length > MOST_ROWS) throw new DomainError('request.invalid', { fields: ['step'] });
    const told = promises(desks, from, now);
    const asking = [...desks.values()].filter(({ asksRating }) => asksRating);
    const asks = ({ tenantId, deskId }: GroupKey): boolean =>
      asking.some((desk) => desk.tenantId === (tenantId ?? desk.tenantId) && desk.id === (deskId ?? desk.id));
    const items = steps.flatMap((span, index) =>
      [...groups].map(([key, group]): KpiRow => {
        const cell = `${index} ${key}`;
        const [closing] = closings.get(cell) ?? [];
        const [contact] = handled.get(cell) ?? [];
        const [promised] = callbacks.get(cell) ?? [];
        const [checked] = checks.get(cell) ?? [];
        const [rated] = ratings.get(cell) ?? [];
        const triggers = contact?.triggers ?? [];
        return {
          from: span.from.toISOString(),
          to: span.to.toISOString(),
          ...group,
          calls: callKpis(calls.get(cell)?.[0], targets),
          written: writtenKpis((inquiries.get(cell) ?? []).flatMap(told)),
          tickets: {
            closed: closing?.closed ?? 0,
            firstContact: share(closing?.firstContact ?? 0, closing?.closed ?? 0),
            reopened: share(closing?.reopened ?? 0, closing?.closed ?? 0),
            escalated: share(triggers.length, contact?.handled ?? 0),
            escalatedBy: perTrigger(triggers),
            callbacksKept: share(promised?.kept ?? 0, promised?.promised ?? 0),
            quality: share(checked?.faultless ?? 0, checked?.checked ?? 0),
            satisfied: rated || asks(group) ? share(rated?.satisfied ?? 0, rated?.rated ?? 0) : null,
            wrongShop: checked?.wrongShop ?? 0,
          },
          backlog:
            waiting &&
            backlogKpis(
              (waiting.get(cell)?.[0]?.receivedAt ?? []).map((at) => minutes(at, now.getTime())),
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
    await this.kpis.prepare();
    const [calls] = await this.kpis.calls({ steps: [{ from: dayBeganAt(now), to: now }], by: 'none' }, targets);
    return { calls: callKpis(calls, targets), targets };
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

const minutes = (from: number, to: number): number => (to - from) / 60_000;

const perTrigger = (triggers: readonly Trigger[][]): TicketKpis['escalatedBy'] => {
  const counts: TicketKpis['escalatedBy'] = {};
  for (const trigger of triggers.flat()) counts[trigger] = (counts[trigger] ?? 0) + 1;
  return counts;
};

/** How long requesters have waited in their desk's business time, against what was promised when the inquiry came. */
const promises = (desks: ReadonlyMap<string, DeskOfShop>, from: Date, now: Date) => {
  const clocks = new Map([...desks.values()].map((desk) => [desk.id, businessClock(desk.hours, from)]));
  return ({ ofDesk, ofChannel, inquiries }: InquiryRow): WrittenRecord[] =>
    inquiries.map(([receivedAt, firstReplyAt, closedUnanswered]) => ({
      wallMinutes: firstReplyAt === null ? null : minutes(receivedAt, firstReplyAt),
      businessMinutes: clocks.get(ofDesk)!(receivedAt, firstReplyAt ?? now.getTime()) / 60_000,
      promisedMinutes: slaAt(desks.get(ofDesk)!, ofChannel, new Date(receivedAt)).firstReply,
      closedUnanswered,
    }));
};

const WHOLE: GroupKey = { tenantId: null, deskId: null, channel: null, agentId: null };

const keyOf = ({ tenantId, deskId, channel, agentId }: GroupKey): string => [tenantId, deskId, channel, agentId].join();

/** By step and group: mostly one row, and one for each desk and channel where the row says more than counts. */
const inCells = <Row extends Cell>(rows: readonly Row[]): Map<string, Row[]> => {
  const cells = new Map<string, Row[]>();
  for (const row of rows) {
    const cell = `${row.step} ${keyOf(row)}`;
    const known = cells.get(cell);
    if (known) known.push(row);
    else cells.set(cell, [row]);
  }
  return cells;
};

const groupsOf = (cells: ReadonlyMap<string, readonly Cell[]>): GroupKey[] =>
  [...cells.values()].map(([first]) => {
    const { tenantId, deskId, channel, agentId } = first!;
    return { tenantId, deskId, channel, agentId };
  });
