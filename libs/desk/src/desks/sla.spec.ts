import type { DeskHours } from './desk-hours.js';
import { firstDueAt } from './sla.js';

const now = new Date('2016-08-01T03:00:00Z');
const onNoDay = [{ days: [], from: '10:00', to: '18:00' }];
const shut = {
  hours: { zone: 'Asia/Tokyo', phone: onNoDay, reply: onNoDay, holidays: 'closed', closedOn: [] } satisfies DeskHours,
  firstReplyMinutes: 480,
};

test.each(['form', 'email', 'phone'] as const)(
  'an inquiry by %s at a desk that never opens is due by the clock on the wall, and is taken',
  (channel) => {
    expect(firstDueAt(shut, channel, now)).toEqual(new Date('2016-08-01T11:00:00Z'));
    expect(firstDueAt(shut, channel, now, 'callback_due')).toEqual(new Date('2016-08-01T05:00:00Z'));
  },
);
