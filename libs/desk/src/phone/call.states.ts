import type { CallOutcome, TicketState } from '#libs/contracts';

/** In which state a call leaves its ticket. */
export const STATE_AFTER: Record<CallOutcome, TicketState> = {
  answered_closed: 'closed',
  callback_promised: 'callback_due',
  escalated: 'open',
  handed_back: 'handed_back',
  cut_off: 'open',
  refused: 'closed',
  relay_service: 'closed',
  silent: 'closed',
};
