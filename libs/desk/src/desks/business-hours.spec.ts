import fc from 'fast-check';
import { businessDays, businessTime, dueAt, isOpen, momentWithin, nextOpening, openingAt } from './business-hours.js';
import { type DeskHours, hoursAt, nextChange } from './desk-hours.js';
import { datePhrase, dayAndHourPhrase, hoursPhrase } from './business-hours.wording.js';

const deskA: DeskHours = {
  zone: 'Asia/Tokyo',
  phone: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }],
  holidays: 'closed',
  closedOn: [],
};
const deskB: DeskHours = {
  zone: 'Asia/Tokyo',
  phone: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }],
  holidays: 'open',
  closedOn: [],
};
const jst = (local: string): Date => new Date(`${local.replace(' ', 'T')}${local.length === 16 ? ':00' : ''}+09:00`);

describe('business time', () => {
  test.each([
    ['evening, half a day', deskA, '2016-06-22 18:30', 4, '2016-06-23 14:00'],
    ['evening, a whole day: due at closing time', deskA, '2016-06-22 18:30', 8, '2016-06-23 18:00'],
    ['Friday afternoon over a weekend and the Day of the Sea', deskA, '2016-07-15 17:30', 4, '2016-07-19 13:30'],
    ['over Mountain Day, new in 2016', deskA, '2016-08-10 16:00', 4, '2016-08-12 12:00'],
    ['over the autumn equinox', deskA, '2016-09-21 17:00', 8, '2016-09-23 17:00'],
    ['one minute before the weekend', deskA, '2016-06-24 17:59', 1, '2016-06-27 10:59'],
    ['a desk that is open in Golden Week', deskB, '2016-04-28 17:30', 4, '2016-04-29 12:30'],
    ['at closing time, on a holiday', deskB, '2016-05-03 18:00', 1, '2016-05-04 10:00'],
  ] as const)('%s', (_, hours, from, businessHours, due) => {
    expect(dueAt(hours, jst(from), businessHours * 60)).toEqual(jst(due));
  });

  test('25 business days from the first to the fourth report', () => {
    expect(businessDays(deskA, '2016-06-22', '2016-07-27')).toBe(25);
  });

  test('closing time is closed, the second before is open', () => {
    expect(isOpen(deskA, jst('2016-06-22 17:59:59'))).toBe(true);
    expect(isOpen(deskA, jst('2016-06-22 18:00'))).toBe(false);
    expect(isOpen(deskA, jst('2016-06-22 10:00'))).toBe(true);
    expect(isOpen(deskA, jst('2016-06-22 09:59:59'))).toBe(false);
  });

  test('next opening skips weekend, holiday and the closings of the desk itself', () => {
    expect(nextOpening(deskA, jst('2016-07-15 18:00'))).toEqual(jst('2016-07-19 10:00'));
    const newYear = { ...deskA, closedOn: ['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-02', '2027-01-03'] };
    expect(nextOpening(newYear, jst('2026-12-28 18:00'))).toEqual(jst('2027-01-04 10:00'));
    expect(nextOpening(deskA, jst('2016-06-22 12:00'))).toEqual(jst('2016-06-23 10:00'));
    expect(openingAt(deskA, jst('2016-06-22 12:00'))?.to).toEqual(jst('2016-06-22 18:00'));
  });

  test('a lunch break is two windows; a day may end at midnight', () => {
    const broken = { ...deskA, phone: [...lunch] };
    expect(isOpen(broken, jst('2016-06-22 12:30'))).toBe(false);
    expect(dueAt(broken, jst('2016-06-22 11:30'), 60)).toEqual(jst('2016-06-22 13:30'));
    const late = { ...deskB, phone: [{ days: [3], from: '18:00', to: '24:00' }] };
    expect(isOpen(late, jst('2016-06-22 23:59:59'))).toBe(true);
    expect(isOpen(late, jst('2016-06-23 00:00'))).toBe(false);
  });

  test('reply hours rule the due time where they differ; a mail-only desk counts office hours', () => {
    const replying = { ...deskA, reply: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '21:00' }] };
    expect(dueAt(replying, jst('2016-06-22 18:30'), 120)).toEqual(jst('2016-06-22 20:30'));
    expect(dueAt({ ...deskA, phone: [] }, jst('2016-06-22 18:30'), 240)).toEqual(jst('2016-06-23 14:00'));
    expect(nextOpening({ ...deskA, phone: [] }, jst('2016-06-22 18:30'))).toBeNull();
  });

  test('hours that never open are said so, not looped over', () => {
    expect(
      momentWithin(
        { ...deskA, phone: [{ days: [], from: '10:00', to: '18:00' }] },
        jst('2016-06-22 18:30'),
        60_000,
        'phone',
      ),
    ).toBeNull();
  });

  test('more business time is never due earlier, and a due time lies inside or at the end of an opening', () => {
    const instants = fc.date({ min: new Date('2016-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 3000 }), (from, minutes) => {
        const due = dueAt(deskA, from, minutes);
        expect(due.getTime()).toBeGreaterThanOrEqual(from.getTime() + minutes * 60_000);
        expect(dueAt(deskA, from, minutes + 1).getTime()).toBeGreaterThan(due.getTime());
        expect(isOpen(deskA, new Date(due.getTime() - 1))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

const lunch = [
  { days: [1, 2, 3, 4, 5], from: '13:00', to: '18:00' },
  { days: [1, 2, 3, 4, 5], from: '10:00', to: '12:00' },
];

describe('words for hours', () => {
  test('weekdays and every day, in both languages', () => {
    expect(hoursPhrase(deskA, 'ja')).toBe('平日 10時–18時');
    expect(hoursPhrase(deskA, 'en')).toBe('weekdays 10:00–18:00');
    expect(hoursPhrase(deskB, 'ja')).toBe('毎日 9時–18時');
    expect(hoursPhrase(deskB, 'en')).toBe('every day 09:00–18:00');
    expect(hoursPhrase({ ...deskA, phone: [] }, 'ja')).toBeNull();
    expect(hoursPhrase({ ...deskA, phone: [{ days: [1, 3], from: '10:30', to: '17:00' }] }, 'ja')).toBe(
      '月・水(祝日を除く) 10時30分–17時',
    );
  });

  test('a moment is told in the desk’s zone whatever the machine’s zone is', () => {
    const at = new Date('2016-06-25T15:30:00Z');
    expect(dayAndHourPhrase(at, 'Asia/Tokyo', 'ja')).toBe('6月26日(日) 0時30分');
    expect(dayAndHourPhrase(at, 'Asia/Tokyo', 'en')).toBe('Sun 26 June, 00:30');
    expect(datePhrase(at, 'Asia/Tokyo', 'ja')).toBe('2016年6月26日');
  });
});

describe('hours that change', () => {
  const weekdays = [1, 2, 3, 4, 5];
  const daily = [...weekdays, 6, 7];
  const utc = (local: string): string => jst(local).toISOString();
  /** 2018-01-26 9–21 every day; from 02-16 15:00 weekdays 10–19; from 02-21 17:00 no phone any more. */
  const ramp: DeskHours = {
    zone: 'Asia/Tokyo',
    phone: [{ days: daily, from: '09:00', to: '21:00' }],
    holidays: 'open',
    closedOn: [],
    versions: [
      { from: null, phone: [{ days: daily, from: '09:00', to: '21:00' }], holidays: 'open', closedOn: [] },
      {
        from: utc('2018-02-16 15:00'),
        phone: [{ days: weekdays, from: '10:00', to: '19:00' }],
        holidays: 'closed',
        closedOn: [],
        phoneNumber: '050-0000-0000',
      },
      { from: utc('2018-02-21 17:00'), phone: [], holidays: 'closed', closedOn: [] },
    ],
  };

  test.each([
    ['2018-01-28 20:59:59', '2018-01-28 21:00'],
    ['2018-02-16 14:59', '2018-02-16 19:00'],
    ['2018-02-16 15:00', '2018-02-16 19:00'],
    ['2018-02-16 19:00', null],
    ['2018-02-17 12:00', null],
    ['2018-02-21 16:59:59', '2018-02-21 17:00'],
    ['2018-02-21 17:00', null],
    ['2018-02-22 12:00', null],
  ])('at %s the phone is open until %s', (at, until) => {
    expect(openingAt(ramp, jst(at))?.to ?? null).toEqual(until && jst(until));
  });

  test('words and number are those in force, to the minute', () => {
    const words = (at: string) => {
      const hours = hoursAt(ramp, jst(at));
      return [hours.phoneNumber ?? null, hoursPhrase(hours, 'ja')];
    };
    expect(words('2018-02-16 14:59:59')).toEqual([null, '毎日 9時–21時']);
    expect(words('2018-02-16 15:00')).toEqual(['050-0000-0000', '平日 10時–19時']);
    expect(words('2018-02-21 17:00')).toEqual([null, null]);
    expect(nextChange(ramp, jst('2018-02-16 15:00'))).toEqual(jst('2018-02-21 17:00'));
    expect(nextChange(ramp, jst('2018-02-21 17:00'))).toBeNull();
  });

  test('a contact block that was revised on 1 December: the phone ends with November', () => {
    const office = {
      phone: [{ days: weekdays, from: '10:00', to: '17:00' }],
      holidays: 'closed' as const,
      closedOn: [],
    };
    const revised: DeskHours = {
      ...office,
      zone: 'Asia/Tokyo',
      versions: [
        { ...office, phoneNumber: '050-0000-0000', from: utc('2016-10-03 00:00') },
        { ...office, phone: [], reply: office.phone, from: utc('2016-12-01 00:00') },
      ],
    };
    const shown = (at: string) => {
      const hours = hoursAt(revised, jst(at));
      return [hours.phoneNumber ?? null, hoursPhrase(hours, 'ja'), isOpen(revised, jst(at))];
    };
    expect(shown('2016-11-30 16:59:59')).toEqual(['050-0000-0000', '平日 10時–17時', true]);
    expect(shown('2016-11-30 23:59:59')).toEqual(['050-0000-0000', '平日 10時–17時', false]);
    expect(shown('2016-12-01 00:00')).toEqual([null, null, false]);
    expect(shown('2016-12-01 10:00')).toEqual([null, null, false]);
    expect(dueAt(revised, jst('2016-11-30 16:00'), 120)).toEqual(jst('2016-12-01 11:00'));
    expect(dueAt(revised, jst('2016-11-30 16:00'), 120, 'call')).toEqual(jst('2016-12-01 11:00'));
    expect(nextOpening(revised, jst('2016-11-30 17:00'))).toBeNull();
  });

  test('business time runs on over a change, and over the end of the phone', () => {
    // 14:00–19:00 on the day of the change, then the next Monday from 10.
    expect(dueAt(ramp, jst('2018-02-16 14:00'), 6 * 60)).toEqual(jst('2018-02-19 11:00'));
    expect(dueAt(ramp, jst('2018-02-21 16:00'), 60, 'call')).toEqual(jst('2018-02-21 17:00'));
    // Without a phone, people are called in the hours in which replies are written.
    expect(dueAt(ramp, jst('2018-02-21 17:30'), 90, 'call')).toEqual(jst('2018-02-22 11:00'));
    expect(nextOpening(ramp, jst('2018-02-17 12:00'))).toEqual(jst('2018-02-19 10:00'));
    expect(nextOpening(ramp, jst('2018-02-21 17:00'))).toBeNull();
  });

  test('an extra opening takes the place of the weekly hours; a desk without phone stays without', () => {
    const hours: DeskHours = {
      ...deskA,
      openOn: [
        { date: '2016-06-25', from: '09:00', to: '12:00' },
        { date: '2016-07-18', from: '10:00', to: '12:00' },
        { date: '2016-06-24', from: '10:00', to: '20:00' },
      ],
    };
    expect(openingAt(hours, jst('2016-06-25 11:59'))?.to).toEqual(jst('2016-06-25 12:00'));
    expect(isOpen(hours, jst('2016-07-18 10:00'))).toBe(true);
    expect(isOpen(hours, jst('2016-06-24 19:00'))).toBe(true);
    expect(dueAt(hours, jst('2016-06-24 19:30'), 60)).toEqual(jst('2016-06-25 09:30'));
    expect(isOpen({ ...hours, phone: [] }, jst('2016-06-25 11:00'))).toBe(false);
  });

  test('windows that overlap count once; an opening that runs on past midnight is one', () => {
    const doubled = { ...deskA, phone: [...deskA.phone, { days: [4], from: '12:00', to: '19:00' }] };
    expect(dueAt(doubled, jst('2016-06-23 10:00'), 9 * 60)).toEqual(jst('2016-06-23 19:00'));
    const night: DeskHours = {
      ...deskB,
      phone: [
        { days: [3], from: '18:00', to: '24:00' },
        { days: [4], from: '00:00', to: '02:00' },
      ],
    };
    expect(openingAt(night, jst('2016-06-22 23:50'))).toEqual({
      from: jst('2016-06-22 18:00'),
      to: jst('2016-06-23 02:00'),
    });
    expect(nextOpening(night, jst('2016-06-22 23:50'))).toEqual(jst('2016-06-29 18:00'));
  });

  test('time between two moments is the inverse of the due time', () => {
    const instants = fc.date({ min: new Date('2018-01-20'), max: new Date('2018-03-10'), noInvalidDate: true });
    const purposes = fc.constantFrom('reply' as const, 'call' as const);
    fc.assert(
      fc.property(
        fc.constantFrom(deskA, deskB, ramp),
        instants,
        fc.nat(3000),
        purposes,
        (hours, from, minutes, purpose) => {
          const due = dueAt(hours, from, minutes, purpose);
          expect(businessTime(hours, from, due, purpose)).toBe(minutes * 60_000);
          expect(businessTime(hours, due, from, purpose)).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('zones with daylight saving time', () => {
  const desk = (zone: string, from: string, to: string): DeskHours => ({
    zone,
    phone: [{ days: [1, 2, 3, 4, 5, 6, 7], from, to }],
    holidays: 'open',
    closedOn: [],
  });
  const at = (instant: string): Date => new Date(instant);

  test.each([
    ['Europe/Berlin', 'the days around the change in spring', '2026-03-28T16:00:00Z', 9 * 60, '2026-03-29T15:00:00Z'],
    ['Europe/Berlin', 'the days around the change in autumn', '2026-10-24T15:00:00Z', 9 * 60, '2026-10-25T16:00:00Z'],
    [
      'America/New_York',
      'the days around the change in spring',
      '2026-03-07T22:00:00Z',
      9 * 60,
      '2026-03-08T21:00:00Z',
    ],
    [
      'America/New_York',
      'the days around the change in autumn',
      '2026-10-31T21:00:00Z',
      9 * 60,
      '2026-11-01T22:00:00Z',
    ],
  ])('%s, %s: office hours follow the clock on the wall', (zone, _, from, minutes, due) => {
    expect(dueAt(desk(zone, '09:00', '18:00'), at(from), minutes)).toEqual(at(due));
  });

  test.each([
    ['Europe/Berlin', '2026-03-28T23:00:00Z', 23],
    ['Europe/Berlin', '2026-10-24T22:00:00Z', 25],
    ['America/New_York', '2026-03-08T05:00:00Z', 23],
    ['America/New_York', '2026-11-01T04:00:00Z', 25],
  ])('%s: a desk that is always open has the day’s real length', (zone, midnight, length) => {
    const end = new Date(at(midnight).getTime() + length * 3_600_000);
    const always = desk(zone, '00:00', '24:00');
    expect(businessTime(always, at(midnight), end)).toBe(length * 3_600_000);
    expect(dueAt(always, at(midnight), length * 60)).toEqual(end);
  });

  test('an hour that does not exist is no business time, one that comes twice is', () => {
    const night = desk('Europe/Berlin', '01:30', '02:30');
    // 02:00 is 03:00: half an hour is left of the window.
    expect(businessTime(night, at('2026-03-28T22:00:00Z'), at('2026-03-29T10:00:00Z'))).toBe(30 * 60_000);
    expect(
      businessTime(desk('Europe/Berlin', '02:10', '02:50'), at('2026-03-28T22:00:00Z'), at('2026-03-29T10:00:00Z')),
    ).toBe(0);
    // 01:30 to the first 02:30.
    expect(businessTime(night, at('2026-10-24T22:00:00Z'), at('2026-10-25T10:00:00Z'))).toBe(60 * 60_000);
    expect(
      businessTime(desk('Europe/Berlin', '01:00', '04:00'), at('2026-10-24T22:00:00Z'), at('2026-10-25T10:00:00Z')),
    ).toBe(4 * 3_600_000);
  });
});
