import type { Topic } from '#libs/contracts';

/** What the buttons, keys and menus above a ticket do with it. */
export interface TicketActions {
  claim: () => void;
  resolve: () => void;
  handBack: () => void;
  promise: () => void;
  escalate: () => void;
  complaint: () => void;
  merge: () => void;
  reopen: () => void;
  release: () => void;
  assign: (assigneeId: string) => void;
  sort: (topic: Topic) => void;
}
