import fc from 'fast-check';
import { businessDays, type DeskHours, dueAt, isHoliday, isOpen, nextOpening, openingAt } from './business-hours.js';
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

  test('the 17 holidays of 2016', () => {
    const days =
      '01-01 01-11 02-11 03-20 03-21 04-29 05-03 05-04 05-05 07-18 08-11 09-19 09-22 10-10 11-03 11-23 12-23';
    for (const day of days.split(' ')) expect(isHoliday(`2016-${day}`)).toBe(true);
    expect(isHoliday('2016-06-22')).toBe(false);
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
    expect(() =>
      dueAt({ ...deskA, phone: [{ days: [], from: '10:00', to: '18:00' }] }, jst('2016-06-22 18:30'), 1),
    ).toThrow(RangeError);
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
