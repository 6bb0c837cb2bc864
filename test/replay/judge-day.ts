import { KpisService } from '#libs/reporting';
import { type DayLedger, type GivenPromise, MIDNIGHT } from './replay-day.js';
import type { ReplayFloor } from './replay-floor.js';

export interface DayVerdict {
  /** What must not be; empty on a good day. */
  faults: string[];
  /** Minutes from receipt until somebody took the inquiry, nine of ten: of the loud shop, and of the quiet one that waited longest. */
  loudWait: number;
  quietWait: number;
  replied: number;
  stillWaiting: number;
}

const ENOUGH_TO_JUDGE = 10;
/** A shop with few inquiries may wait this much longer by chance, and no more. */
const UNFAIR = 1.5;
const MARGIN = 10;

/** Holds what the desk has stored against what happened. */
export const judgeDay = async (floor: ReplayFloor, ledger: DayLedger): Promise<DayVerdict> => {
  const faults = [
    ...(await lostOrDoubled(floor, ledger)),
    ...(await forgottenPromises(floor, ledger)),
    ...(await wrongFigures(floor, ledger)),
  ];
  const waits = waitsByShop(floor, ledger);
  const [loudWait = 0, ...quiet] = waits;
  const quietWait = Math.max(0, ...quiet);
  if (quietWait > loudWait * UNFAIR + MARGIN)
    faults.push(`a quiet shop waited ${quietWait} minutes, the loud one ${loudWait}`);
  const replied = ledger.written.filter((inquiry) => inquiry.replied !== null).length;
  return { faults, loudWait, quietWait, replied, stillWaiting: ledger.written.length - replied };
};

const differs = (what: string, stored: unknown, happened: unknown): string[] =>
  stored === happened ? [] : [`${what}: ${String(stored)} stored, ${String(happened)} happened`];

const lostOrDoubled = async (floor: ReplayFloor, { written, calls, escalations }: DayLedger): Promise<string[]> => {
  const count = async (sql: string, values: unknown[] = []): Promise<number> =>
    Number((await floor.rows<{ count: string }>(`SELECT count(*) FROM ${sql}`, values))[0]!.count);
  const answered = calls.filter((call) => call.answered !== null).length;
  const replied = written.filter((inquiry) => inquiry.replied !== null);
  return [
    ...differs('inquiries in writing', await count(`ticket WHERE channel <> 'phone'`), written.length),
    ...differs('tickets of calls', await count(`ticket WHERE channel = 'phone'`), answered),
    ...differs('calls', await count(`phone_call WHERE direction = 'inbound'`), calls.length),
    ...differs('replies', await count(`message WHERE kind = 'outbound' AND NOT automatic`), replied.length),
    ...differs(
      'answered',
      await count(`ticket WHERE id = ANY ($1) AND state = 'answered'`, [replied.map(({ id }) => id)]),
      replied.length,
    ),
    ...differs('escalations', await count(`escalation WHERE trigger IS NOT NULL AND lane = 'supervisor'`), escalations),
    ...differs(
      'in nobody’s list',
      await count(`ticket WHERE state = 'open' AND assignee_id IS NULL AND due_at IS NULL`),
      0,
    ),
  ];
};

/** Kept, or open and told as missed: nothing else is allowed to be past its time. */
const forgottenPromises = async (floor: ReplayFloor, { promises }: DayLedger): Promise<string[]> => {
  const stored = await floor.rows<{ id: string; state: string; alarm: string }>('SELECT id, state, alarm FROM promise');
  const missed = await floor.rows<{ id: string }>(
    `SELECT payload ->> 'promiseId' AS id FROM event WHERE type = 'promise.missed'`,
  );
  const byId = new Map(stored.map((promise) => [promise.id, promise]));
  const wrong = promises.filter(({ id, kept }) => {
    const promise = byId.get(id);
    return kept === null ? promise?.state !== 'open' || promise.alarm !== 'missed' : promise?.state !== 'kept';
  });
  return [
    ...differs('promises', stored.length, promises.length),
    ...differs('missed, told once each', missed.length, promises.filter(isMissed).length),
    ...differs('different promises missed', new Set(missed.map(({ id }) => id)).size, missed.length),
    ...wrong.map(({ id }) => `promise ${id} was forgotten`),
  ];
};

/** Nobody had called when its time was over. */
export const isMissed = ({ kept, until }: GivenPromise): boolean => kept === null || kept >= until;

const wrongFigures = async (floor: ReplayFloor, { calls, written }: DayLedger): Promise<string[]> => {
  const [from, to] = [new Date(MIDNIGHT), floor.clock.now()].map((date) => date.toISOString()) as [string, string];
  const { items } = await floor.as(floor.people[0]!, () =>
    floor.api.app.get(KpisService).view({ from, to, step: 'whole', by: 'none' }),
  );
  const { calls: phone, written: letters } = items[0]!;
  const waits = calls.flatMap(({ offered, answered }) => (answered === null ? [] : [answered - offered]));
  const givenUp = calls.filter(({ answered }) => answered === null).map(({ offered, ended }) => ended - offered);
  const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  return [
    ...differs('offered', phone.offered, calls.length),
    ...differs('answered calls', phone.answered, waits.length),
    ...differs('abandoned', phone.abandoned, givenUp.length),
    ...differs(
      'answered within 20 s',
      phone.serviceLevel.ofOffered.count,
      waits.filter((wait) => Math.round(wait * 1_000) <= 20_000).length,
    ),
    ...differs('average speed of answer', rounded(phone.averageSpeedOfAnswer), rounded(mean)),
    ...differs('received', letters.received, written.length),
    ...differs(
      'replied within the promise',
      letters.withinTarget.count,
      written.filter(({ replied }) => replied !== null).length,
    ),
  ];
};

const waitsByShop = ({ desks, clock }: ReplayFloor, { written }: DayLedger): number[] => {
  const end = (clock.now().getTime() - MIDNIGHT) / 1_000;
  return desks.map((_, shop) => {
    const waits = written
      .filter((inquiry) => inquiry.shop === shop)
      .map(({ received, taken }) => ((taken ?? end) - received) / 60)
      .toSorted((one, other) => one - other);
    return waits.length < ENOUGH_TO_JUDGE ? 0 : Math.round(waits[Math.ceil(waits.length * 0.9) - 1]!);
  });
};
