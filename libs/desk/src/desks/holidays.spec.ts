import holidayJp from '@holiday-jp/holiday_jp';
import { holidaysByLaw, isHoliday } from './holidays.js';

describe('holidays', () => {
  test('the 17 holidays of 2016', () => {
    const days =
      '01-01 01-11 02-11 03-20 03-21 04-29 05-03 05-04 05-05 07-18 08-11 09-19 09-22 10-10 11-03 11-23 12-23';
    for (const day of days.split(' ')) expect(isHoliday(`2016-${day}`)).toBe(true);
    expect(isHoliday('2016-06-22')).toBe(false);
  });

  const known = (year: number): string[] =>
    Object.keys(holidayJp.holidays)
      .filter((day) => day.startsWith(`${year}-`))
      .toSorted();

  test('the law gives the same days as the kept-up list, substitutes and days between among them', () => {
    for (let year = 2022; year <= 2050; year += 1) {
      expect([...holidaysByLaw(year)].toSorted()).toEqual(known(year));
    }
    expect(isHoliday('2026-09-22')).toBe(true);
    expect(isHoliday('2026-05-06')).toBe(true);
  });

  test('the years of the abdication and of the Games, with days that were moved', () => {
    const days = '04-29 04-30 05-01 05-02 05-03 05-06 10-14 10-22';
    for (const day of days.split(' ')) expect(isHoliday(`2019-${day}`)).toBe(true);
    expect(isHoliday('2019-12-23')).toBe(false);
    const moved = ['2020-07-23', '2020-07-24', '2020-08-10', '2021-07-22', '2021-07-23', '2021-08-08', '2021-08-09'];
    for (const day of moved) expect(isHoliday(day)).toBe(true);
    const usual = ['2020-07-20', '2020-08-11', '2020-10-12', '2021-07-19', '2021-08-11', '2021-10-11'];
    for (const day of usual) expect(isHoliday(day)).toBe(false);
  });

  test('a year that the list does not reach has its holidays all the same', () => {
    expect(known(2060)).toEqual([]);
    for (const day of ['01-01', '05-03', '11-23']) expect(isHoliday(`2060-${day}`)).toBe(true);
  });
});
