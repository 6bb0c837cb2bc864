import fc from 'fast-check';
import { businessTime, dueAt, isOpen, momentWithin, nextOpening } from './business-hours.js';
import { type DatedHours, type DeskHours, versionAt } from './desk-hours.js';

const MINUTE = 60_000;
const DAYS = 9;
const pad = (part: number): string => String(part).padStart(2, '0');
const clockOf = (minute: number): string => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;

/** What a clock on the wall shows in each minute, `YYYY-MM-DD HH:MM`: the only thing that the slow reckoning knows of zones. */
const wallsOf = (zone: string, first: number): string[] => {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return Array.from({ length: DAYS * 1440 }, (_, minute) => shown.format(first + minute * MINUTE));
};

/** Monday is 1. */
const weekdayOf = (date: string): number => new Date(`${date}T00:00Z`).getUTCDay() || 7;

/**
 * A window opens in the first minute that shows its begin or later, and closes in the first that shows its end or later. Whether a minute
 * counts is asked of the version in force in it. Knows no public holidays.
 */
const openMinutes = (hours: DeskHours, walls: readonly string[], first: number): boolean[] => {
  const open = walls.map(() => false);
  const dates = [...new Set(walls.map((wall) => wall.slice(0, 10)))];
  const minuteAt = (date: string, clock: string) => {
    const found = walls.findIndex((wall) => wall >= `${date} ${clock}`);
    return found < 0 ? walls.length : found;
  };
  const windows = (version: DatedHours, date: string) => {
    if (version.closedOn.includes(date)) return [];
    const extra = version.openOn?.filter((opening) => opening.date === date) ?? [];
    return extra.length > 0 ? extra : version.phone.filter(({ days }) => days.includes(weekdayOf(date)));
  };
  const inForce = walls.map((_, minute) => versionAt(hours, new Date(first + minute * MINUTE)));
  for (const version of new Set(inForce)) {
    if (version.phone.length === 0) continue;
    for (const date of dates) {
      for (const { from, to } of windows(version, date)) {
        const end = minuteAt(date, to);
        for (let minute = minuteAt(date, from); minute < end; minute += 1) {
          if (inForce[minute] === version) open[minute] = true;
        }
      }
    }
  }
  return open;
};

/** Days around which clocks change: by an hour, by half an hour, at midnight, by a whole day; and two without any change. */
const PLACES = [
  ['America/New_York', '2026-03-05T00:00Z'],
  ['America/New_York', '2026-10-29T00:00Z'],
  ['Europe/Berlin', '2026-03-26T00:00Z'],
  ['Europe/London', '2026-10-22T00:00Z'],
  ['Australia/Lord_Howe', '2026-04-02T00:00Z'],
  ['Australia/Lord_Howe', '2026-10-01T00:00Z'],
  ['Africa/Cairo', '2026-04-21T00:00Z'],
  ['Africa/Cairo', '2026-10-26T00:00Z'],
  ['Pacific/Apia', '2011-12-27T00:00Z'],
  ['Asia/Kathmandu', '2026-05-01T00:00Z'],
  ['Asia/Tokyo', '2026-12-28T00:00Z'],
] as const;

const clocks = fc.oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 1440 }));
const spans = fc
  .tuple(clocks, clocks)
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => ({ from: clockOf(Math.min(one, other)), to: clockOf(Math.max(one, other)) }));
const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });

describe.each(PLACES)('%s from %s, minute by minute', (zone, begin) => {
  const first = Date.parse(begin);
  const walls = wallsOf(zone, first);
  const dates = [...new Set(walls.map((wall) => wall.slice(0, 10)))];
  const version = fc.record({
    phone: fc.array(
      fc.tuple(spans, days).map(([span, on]) => ({ ...span, days: on })),
      { maxLength: 3 },
    ),
    holidays: fc.constant('open' as const),
    closedOn: fc.subarray(dates, { maxLength: 1 }),
    openOn: fc.array(
      fc.tuple(spans, fc.constantFrom(...dates)).map(([span, date]) => ({ ...span, date })),
      { maxLength: 2 },
    ),
  });
  /** Up to three versions, the later ones from any minute on. */
  const desks = fc
    .tuple(version, fc.array(fc.tuple(fc.integer({ min: 0, max: DAYS * 1440 - 1 }), version), { maxLength: 2 }))
    .map(([one, later]): DeskHours => {
      const begins = new Map(later.map(([minute, next]) => [minute, next]));
      const dated = [...begins].toSorted(([a], [b]) => a - b).map(([minute, next]) => ({ ...next, from: at(minute) }));
      return { ...one, zone, versions: [{ ...one, from: null }, ...dated] };
    });
  const at = (minute: number): string => new Date(first + minute * MINUTE).toISOString();
  const minutes = fc.integer({ min: 0, max: DAYS * 1440 - 1 });

  test('open, business time, due and next opening are what counting gives', () => {
    fc.assert(
      fc.property(desks, minutes, minutes, (hours, from, to) => {
        const open = openMinutes(hours, walls, first);
        const [start, end] = [new Date(at(from)), new Date(at(to))];
        expect(isOpen(hours, start)).toBe(open[from]);
        const passed = open.slice(from, to).filter(Boolean).length;
        expect(businessTime(hours, start, end, 'phone')).toBe(passed * MINUTE);
        const last = open.lastIndexOf(true, Math.max(from, to - 1));
        const due = passed > 0 ? dueAt(hours, start, passed, 'phone') : null;
        expect(due).toEqual(passed > 0 ? new Date(at(last + 1)) : null);
        const closes = open.indexOf(false, from);
        const opens = closes < 0 ? -1 : open.indexOf(true, closes);
        const next = nextOpening(hours, start);
        // What lies behind the days that were counted is not known.
        expect(next).toEqual(opens >= 0 ? new Date(at(opens)) : next);
      }),
      { numRuns: 25 },
    );
  });
});

describe('long spans', () => {
  const office: DeskHours = {
    zone: 'America/New_York',
    phone: [{ days: [2], from: '09:00', to: '10:00' }],
    holidays: 'open',
    closedOn: [],
  };

  test('three years of Tuesdays are 156 hours and due in the third, through six changes of the clock', () => {
    const [from, to] = [new Date('2024-01-02T14:00Z'), new Date('2026-12-29T14:00Z')];
    expect(businessTime(office, from, to)).toBe(156 * 60 * MINUTE);
    expect(dueAt(office, from, 156 * 60)).toEqual(new Date('2026-12-22T15:00Z'));
  });

  test('a desk that is closed on 400 of its days opens again after them', () => {
    const closedOn = Array.from({ length: 400 }, (_, week) =>
      new Date(Date.parse('2024-01-02') + week * 7 * 86_400_000).toISOString().slice(0, 10),
    );
    expect(nextOpening({ ...office, closedOn }, new Date('2024-01-02T00:00Z'))).toBeNull();
    expect(dueAt({ ...office, closedOn }, new Date('2024-01-02T00:00Z'), 60)).toEqual(new Date('2031-09-02T14:00Z'));
  });

  test('a desk that never opens, or never again, is said so at once', () => {
    const never: DeskHours = { ...office, phone: [] };
    const { zone: _, ...first } = office;
    const ended: DeskHours = {
      ...office,
      versions: [
        { ...first, from: null },
        { ...first, phone: [], from: '2026-06-01T00:00:00.000Z' },
      ],
    };
    const at = new Date('2026-05-30T00:00Z');
    for (const hours of [never, ended]) {
      expect(momentWithin(hours, at, 60_000, 'phone')).toBeNull();
      expect(dueAt(hours, at, 1, 'phone')).toEqual(new Date('2026-05-30T00:01Z'));
      expect(businessTime(hours, at, new Date('2036-01-01T00:00Z'), 'phone')).toBe(0);
      expect(nextOpening(hours, at)).toBeNull();
    }
  });

  test('a desk that never closes has no next opening', () => {
    const always: DeskHours = { ...office, phone: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }] };
    expect(nextOpening(always, new Date('2026-05-30T00:00Z'))).toBeNull();
  });
});
