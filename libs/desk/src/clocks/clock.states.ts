import type { TicketState } from '#libs/contracts';

/**
 * What the clocks of a ticket do in each state. `running`: the desk owes the next step, also while a colleague's yes is awaited.
 * `paused`: the next step is with somebody else. `answered`: nothing is owed unless the requester comes back. `over`: nothing runs.
 */
export type ClockMode = 'running' | 'paused' | 'answered' | 'over';

export const CLOCK_MODE: Record<TicketState, ClockMode> = {
  new: 'running',
  open: 'running',
  callback_due: 'running',
  waiting_approval: 'running',
  waiting_requester: 'paused',
  waiting_shop: 'paused',
  answered: 'answered',
  closed: 'over',
  handed_back: 'over',
  merged: 'over',
  spam: 'over',
};

/** How far people have been told of the end of a clock's run: not at all, warned, or that it is over. */
export type Alerted = 0 | 1 | 2;
export const UNTOLD = 0;
export const WARNED = 1;
export const MISSED = 2;
