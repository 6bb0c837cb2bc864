import { firstDueAt, type PromisingDesk } from './sla.js';

const HALF_HOUR = 30 * 60_000;

/** A due time as people are told of it: to the half hour, because nobody can keep a minute, and never earlier than it is. */
export const toldTime = (dueAt: Date): Date => new Date(Math.ceil(dueAt.getTime() / HALF_HOUR) * HALF_HOUR);

/** By when somebody who writes to this desk now is told to be answered. */
export const toldNow = (desk: PromisingDesk, now: Date): Date => toldTime(firstDueAt(desk, 'form', now));
