import type { Channel, TicketState } from '#libs/contracts';
import { dueAt, type Purpose } from './business-hours.js';
import { type DeskHours, type SlaTimes, versionAt } from './desk-hours.js';

const CALLBACK = 120;
const WARNING = 30;

export interface PromisedTimes {
  firstReply: number;
  nextReply: number;
  resolution: number | null;
  callback: number;
  warning: number;
}

/** A desk as far as its promises go. */
export interface PromisingDesk {
  hours: DeskHours;
  /** Holds where the policy in force names no time for first replies. */
  firstReplyMinutes: number;
}

/** What the desk promises to inquiries of this channel at this moment. */
export const slaAt = (desk: PromisingDesk, channel: Channel, at: Date): PromisedTimes => {
  const { sla } = versionAt(desk.hours, at);
  const given: SlaTimes = { ...sla, ...sla?.channels?.[channel] };
  const firstReply = given.firstReply ?? desk.firstReplyMinutes;
  return {
    firstReply,
    nextReply: given.nextReply ?? firstReply,
    resolution: given.resolution ?? null,
    callback: given.callback ?? CALLBACK,
    warning: given.warning ?? WARNING,
  };
};

/** In whose hours the clocks of a ticket run. */
export const purposeOf = (channel: Channel): Purpose => (channel === 'phone' ? 'call' : 'reply');

/** When somebody who comes now on this channel is to be answered, or called back where that was promised. */
export const firstDueAt = (desk: PromisingDesk, channel: Channel, now: Date, state: TicketState = 'new'): Date => {
  const { firstReply, callback } = slaAt(desk, channel, now);
  return dueAt(desk.hours, now, state === 'callback_due' ? callback : firstReply, purposeOf(channel));
};
