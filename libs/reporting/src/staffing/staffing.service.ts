import { Injectable } from '@nestjs/common';
import type { LaterReport, StaffingRequest, StaffingSlot, StaffingView } from '#libs/contracts';
import { businessDayOf, type DeskHours, DesksService, openingsBetween } from '#libs/desk';
import { IncidentsService } from '#libs/incidents';
import { Clock, currentActor, DomainError, EventLog, notFound } from '#libs/platform';
import { daysToClear, hoursToClear } from './backlog.js';
import { neededDays, neededSlots } from './planner.js';
import { PresentPeople } from './present-people.js';
import { StaffingRepository, type StaffingPlan } from './staffing.repository.js';
import { type BusinessDay, DEFAULT_ASSUMPTIONS, type NoticeBatch } from './surge.js';

const DAY_MS = 86_400_000;
/** Calendar days that the forecast looks ahead: thirty days hold a surge's business days. */
const FORECAST_DAYS = 31;
/** A plan is of one surge; a forecast looks no further back or ahead than this. */
const YEAR_MS = 366 * DAY_MS;

/** Who is needed on the phone and for writing, against who is there, for the incident that the desk is about. */
@Injectable()
export class StaffingService {
  constructor(
    private readonly plans: StaffingRepository,
    private readonly present: PresentPeople,
    private readonly incidents: IncidentsService,
    private readonly desks: DesksService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** With the saved plan, or with the base assumptions while there is none. */
  async view(date?: string): Promise<StaffingView> {
    const incidentId = await this.incidentId();
    return this.forecast(incidentId, await this.plan(incidentId), date);
  }

  /** The same with other assumptions; nothing is saved. */
  async whatIf({ assumptions, batches, date }: StaffingRequest): Promise<StaffingView> {
    requireOneSurge({ assumptions, batches });
    const incidentId = await this.incidentId();
    const { version } = await this.plan(incidentId);
    return this.forecast(incidentId, { assumptions, batches, version }, date);
  }

  /** Throws `staffing.changed` when somebody else has saved since. */
  async save({ assumptions, batches, version = 0, date }: StaffingRequest): Promise<StaffingView> {
    requireOneSurge({ assumptions, batches });
    const incidentId = await this.incidentId();
    const plan = { assumptions, batches, version };
    if (!(await this.plans.save(incidentId, plan, currentActor().userId, this.clock.now()))) {
      throw new DomainError('staffing.changed');
    }
    const { serviceLevel, answerWithin, answerRate, shortUnder, contactRate } = assumptions;
    const payload = { version: version + 1, serviceLevel, answerWithin, answerRate, shortUnder, contactRate };
    for (const tenantId of currentActor().tenantIds) {
      await this.events.record({ tenantId, type: 'staffing.planned', subjectId: incidentId, payload });
    }
    return this.view(date);
  }

  private async incidentId(): Promise<string> {
    const incident = await this.incidents.current();
    if (!incident) throw notFound();
    return incident.id;
  }

  private async plan(incidentId: string): Promise<StaffingPlan> {
    return (await this.plans.plan(incidentId)) ?? { batches: [], assumptions: DEFAULT_ASSUMPTIONS, version: 0 };
  }

  private async forecast(incidentId: string, plan: StaffingPlan, date?: string): Promise<StaffingView> {
    const now = this.clock.now();
    const hours = await this.phoneHours();
    const asked = date ?? presentOrNextDay(hours, now);
    const batches = plan.batches
      .map(({ at, persons }) => ({ at: new Date(at), persons }))
      .filter(({ at }) => Math.abs(at.getTime() - beginOf(asked)) < YEAR_MS);
    const days = businessDays(hours, batches, asked, plan.assumptions.laterReports);
    const index = days.findIndex((day) => day.date === asked);
    const writingMinutes = (day: BusinessDay) => minutesOf(hours, day);
    const forecast = neededDays(plan.assumptions, batches, days, writingMinutes);
    const slots = index < 0 ? [] : neededSlots(plan.assumptions, batches, days, index);
    const waiting = await this.plans.waiting();
    const writersNow = await this.present.count();
    const ahead = days.flatMap((day, at) =>
      day.openings.some(({ to }) => to > now)
        ? [{ arrivals: forecast[at]!.written, minutes: writingMinutes(day) }]
        : [],
    );
    const cleared = daysToClear(waiting, writersNow, ahead, {
      ...plan.assumptions,
      handlingSeconds: plan.assumptions.writingSeconds,
    });
    return {
      incidentId,
      date: asked,
      ...plan,
      slots: await this.withPeople(slots, plan.assumptions.shrinkage, now),
      days: forecast,
      backlog: {
        waiting,
        writersNow,
        daysToClear: cleared,
        hoursToClear: hoursToClear(cleared, ahead),
      },
    };
  }

  /** Desks of one incident share their floor; the hours of the first that answers the phone stand for all. */
  private async phoneHours(): Promise<DeskHours> {
    const desks = await this.desks.all();
    const desk = desks.find(({ phoneOpen }) => phoneOpen) ?? desks[0];
    if (!desk) throw notFound();
    return desk.hours;
  }

  private async withPeople(
    slots: readonly Omit<StaffingSlot, 'offered' | 'present' | 'rostered'>[],
    shrinkage: number,
    now: Date,
  ): Promise<StaffingSlot[]> {
    if (slots.length === 0) return [];
    const spans = slots.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
    const calls = await this.plans.offeredByHalfHour(spans[0]!.from, spans.at(-1)!.to);
    const offered = new Map(calls.map((row) => [row.at.getTime(), row.offered]));
    const present = await this.present.onAverage(spans, now);
    const rostered = await this.present.rostered(spans, shrinkage);
    return slots.map((slot, index) => ({
      ...slot,
      offered: spans[index]!.from <= now ? (offered.get(spans[index]!.from.getTime()) ?? 0) : null,
      present: present[index]!,
      rostered: rostered[index]!,
    }));
  }
}

const beginOf = (date: string): number => Date.parse(`${date}T00:00:00+09:00`);

/** Throws `staffing.too_long` where mailings and reports lie years apart: a slip of the year, and no surge. */
const requireOneSurge = ({ assumptions, batches }: Pick<StaffingRequest, 'assumptions' | 'batches'>): void => {
  const moments = [
    ...batches.map(({ at }) => Date.parse(at)),
    ...assumptions.laterReports.map(({ date }) => beginOf(date)),
  ];
  if (Math.max(...moments) - Math.min(...moments) > YEAR_MS) throw new DomainError('staffing.too_long');
};

/** This day while its phone is still to open or open, else the next day on which it opens. */
const presentOrNextDay = (hours: DeskHours, now: Date): string => {
  const [opening] = openingsBetween(hours, now, new Date(now.getTime() + FORECAST_DAYS * DAY_MS), 'phone');
  return businessDayOf(hours, opening?.from ?? now);
};

/** The business days of the phone from the first mailing, or the day that is asked for, to a month after all that is known to come. */
const businessDays = (
  hours: DeskHours,
  batches: readonly NoticeBatch[],
  asked: string,
  reports: readonly LaterReport[],
): BusinessDay[] => {
  const moments = [beginOf(asked), ...batches.map(({ at }) => at.getTime())];
  const first = Math.min(...moments);
  const known = Math.max(...moments, ...reports.map(({ date }) => beginOf(date)));
  const last = Math.min(known, beginOf(asked) + YEAR_MS) + FORECAST_DAYS * DAY_MS;
  const days = new Map<string, BusinessDay & { openings: { from: Date; to: Date }[] }>();
  for (const opening of openingsBetween(hours, new Date(first), new Date(last), 'phone')) {
    const date = businessDayOf(hours, opening.from);
    const day = days.get(date) ?? { date, openings: [] };
    day.openings.push(opening);
    days.set(date, day);
  }
  return [...days.values()];
};

const minutesOf = (hours: DeskHours, { date, openings }: BusinessDay): number =>
  openingsBetween(hours, openings[0]!.from, new Date(openings[0]!.from.getTime() + DAY_MS), 'reply')
    .filter(({ from }) => businessDayOf(hours, from) === date)
    .reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()) / 60_000, 0);
