import { MOST_DESKS, shownDesks, waitingDesks } from './waiting-rows.js';

const waiting = Array.from({ length: 53 }, (_, at) => ({
  deskId: `desk-${at}`,
  channel: 'form' as const,
  waiting: at,
  oldest: `2016-06-23T0${at % 2}:00:00.000Z`,
}));

test('the longest wait comes first, of equals the most; desks where nothing waits are left out', () => {
  const desks = waitingDesks([
    ...waiting,
    { deskId: 'desk-1', channel: 'phone', waiting: 2, oldest: '2016-06-22T00:00:00.000Z' },
  ]);
  expect(desks).toHaveLength(52);
  expect(desks[0]).toEqual({
    deskId: 'desk-1',
    byChannel: { form: 1, phone: 2 },
    total: 3,
    oldest: '2016-06-22T00:00:00.000Z',
  });
  expect(desks.slice(1, 3).map(({ deskId }) => deskId)).toEqual(['desk-52', 'desk-50']);
});

test('of many desks the first are shown, all when they are unfolded, and those that are looked for by name', () => {
  const rows = waitingDesks(waiting);
  const nameOf = (id: string) => id.replace('desk', 'ベンチ店舗');
  expect(shownDesks(rows, nameOf, { words: '', isOpen: false })).toEqual(rows.slice(0, MOST_DESKS));
  expect(shownDesks(rows, nameOf, { words: '', isOpen: true })).toEqual(rows);
  const found = shownDesks(rows, nameOf, { words: ' 店舗－１ ', isOpen: false }).map(({ deskId }) => deskId);
  expect(found).toContain('desk-1');
  expect(found).not.toContain('desk-2');
});
