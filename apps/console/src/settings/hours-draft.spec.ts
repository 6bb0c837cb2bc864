import type { HoursVersionView } from '#libs/contracts';
import { clockOf, draftOf, instantOf, requestOf, wallOf, weekOf, windowsOf } from './hours-draft.js';

const version: HoursVersionView = {
  from: null,
  standing: 'in_force',
  phoneWords: null,
  replyWords: '',
  phone: [
    { days: [1, 2, 3, 4, 5], from: '13:00', to: '18:00' },
    { days: [1, 2, 3, 4, 5], from: '10:00', to: '12:00' },
    { days: [6], from: '10:00', to: '12:00' },
  ],
  holidays: 'closed',
  closedOn: ['2026-12-30', '2026-12-29'],
  sla: { firstReply: 480, channels: { phone: { callback: 60 } } },
};

test('a week of days and a list of windows say the same', () => {
  const week = weekOf(version.phone);
  expect(week[0]).toEqual([
    { from: '10:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ]);
  expect(week[6]).toEqual([]);
  expect(windowsOf(week)).toEqual([
    { days: [1, 2, 3, 4, 5, 6], from: '10:00', to: '12:00' },
    { days: [1, 2, 3, 4, 5], from: '13:00', to: '18:00' },
  ]);
});

test('a draft is sent as what it was made of; fields left empty are left out', () => {
  expect(requestOf({ ...draftOf(version), from: '2026-02-16T15:00' }, 'Asia/Tokyo')).toEqual({
    from: '2026-02-16T06:00:00.000Z',
    phone: windowsOf(weekOf(version.phone)),
    holidays: 'closed',
    closedOn: ['2026-12-29', '2026-12-30'],
    openOn: [],
    sla: { firstReply: 480, channels: { phone: { callback: 60 } } },
  });
  expect(requestOf(draftOf(version), 'Asia/Tokyo').from).toBeNull();
  const typed = { ...draftOf(version), phoneNumber: ' ０５０－００００－００００' };
  expect(requestOf(typed, 'Asia/Tokyo').phoneNumber).toBe('050-0000-0000');
});

test.each([
  ['9', '09:00'],
  ['９：３０', '09:30'],
  ['0930', '09:30'],
  ['９３０', '09:30'],
  ['9時半', '09:30'],
  ['18時', '18:00'],
  ['18時30分', '18:30'],
  ['24:00', '24:00'],
  ['24:01', null],
  ['9:60', null],
  ['', null],
])('%s is read as %s', (typed, clock) => {
  expect(clockOf(typed)).toBe(clock);
});

test.each([
  ['Asia/Tokyo', '2026-02-16T15:00', '2026-02-16T06:00:00.000Z'],
  ['Europe/Berlin', '2026-03-29T09:00', '2026-03-29T07:00:00.000Z'],
  ['Europe/Berlin', '2026-03-28T09:00', '2026-03-28T08:00:00.000Z'],
  ['America/New_York', '2026-11-01T09:00', '2026-11-01T14:00:00.000Z'],
])('%s %s is %s', (zone, wall, instant) => {
  expect(instantOf(wall, zone)).toBe(instant);
  expect(wallOf(instant, zone)).toBe(wall);
});
