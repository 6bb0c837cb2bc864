import type { StaffingDay, StaffingSlot, SurgeAssumptions } from '#libs/contracts';
import { writersNeeded } from './backlog.js';
import { agentsNeeded, agentsNeededWithPatience, offeredLoad, type PhoneLoad, scheduled } from './erlang.js';
import { type BusinessDay, expectedCalls, expectedDays, type NoticeBatch, type OpenTime } from './surge.js';

const SLOT_MS = 30 * 60_000;

export type NeededSlot = Pick<StaffingSlot, 'from' | 'to' | 'expected' | 'erlangs' | 'needed' | 'neededWithPatience'>;

/** The half hours of a day in which the phone is open; the last one of an opening may be shorter. */
export const halfHours = (openings: readonly OpenTime[]): OpenTime[] =>
  openings.flatMap(({ from, to }) => {
    const slots: OpenTime[] = [];
    for (let at = from.getTime(); at < to.getTime(); at += SLOT_MS) {
      slots.push({ from: new Date(at), to: new Date(Math.min(at + SLOT_MS, to.getTime())) });
    }
    return slots;
  });

const loadOf = (assumed: SurgeAssumptions, calls: number, { from, to }: OpenTime): PhoneLoad => ({
  erlangs: offeredLoad(calls, assumed.handlingSeconds, (to.getTime() - from.getTime()) / 1_000),
  handlingSeconds: assumed.handlingSeconds,
  answerWithin: assumed.answerWithin,
});

/** What is expected and who is needed in each half hour of one business day. */
export const neededSlots = (
  assumed: SurgeAssumptions,
  batches: readonly NoticeBatch[],
  days: readonly BusinessDay[],
  index: number,
): NeededSlot[] =>
  halfHours(days[index]!.openings).map((slot) => {
    const expected = expectedCalls(assumed, batches, days, index, slot);
    const load = loadOf(assumed, expected, slot);
    return {
      from: slot.from.toISOString(),
      to: slot.to.toISOString(),
      expected,
      erlangs: load.erlangs,
      needed: agentsNeeded(load, assumed),
      neededWithPatience: agentsNeededWithPatience(load, assumed, assumed.patienceSeconds),
    };
  });

/** The days of the forecast with the people that each takes. `writingMinutes`: in which replies are written on a day. */
export const neededDays = (
  assumed: SurgeAssumptions,
  batches: readonly NoticeBatch[],
  days: readonly BusinessDay[],
  writingMinutes: (day: BusinessDay) => number,
): StaffingDay[] =>
  expectedDays(assumed, batches, days).map((day, index) => {
    const seats = halfHours(days[index]!.openings).map((slot) =>
      agentsNeeded(loadOf(assumed, expectedCalls(assumed, batches, days, index, slot), slot), assumed),
    );
    const minutes = writingMinutes(days[index]!);
    const { occupancy, shrinkage, writingSeconds: handlingSeconds } = assumed;
    const written = { arrivals: day.written, backlog: 0, handlingSeconds, minutes, occupancy, shrinkage };
    const busiest = Math.max(0, ...seats);
    return {
      ...day,
      seats: busiest,
      scheduled: scheduled(busiest, shrinkage),
      writers: minutes === 0 ? 0 : Math.ceil(writersNeeded(written)),
    };
  });
