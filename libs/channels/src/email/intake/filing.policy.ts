import type { TicketState } from '#libs/contracts';
import { isDesksTurn, takesFollowUps } from '#libs/desk';

/** What is known of a mail when it is to be filed. All of it comes from our own records, never from what the mail claims. */
export interface FilingFacts {
  /** A ticket of this desk that the mail answers: one of our own signed Message-IDs stands in In-Reply-To or References. */
  answered: { ticketId: string; requesterKey: string | null; state: TicketState; closedAt: Date | null } | null;
  /** The desk's rule for closed tickets. */
  reopenDays: number | null;
  /** Comparable form of the one From address; null where there is none or more than one. */
  senderKey: string | null;
  /** DMARC says that the From address is its sender's own. */
  senderProven: boolean;
  /** DMARC says that the From address is forged. */
  senderForged: boolean;
  automatic: 'auto_reply' | 'bulk' | 'list' | 'bounce' | 'own' | null;
  /** The sender is one of our own desks' addresses. */
  fromOurselves: boolean;
  /** The sender is somebody who signs in to the desk. */
  fromStaff: boolean;
  /** New tickets from this sender to this mailbox within the last hour. */
  recentFromSender: number;
  /** The same Message-ID is already filed in this mailbox, with the same content. */
  duplicateOf: string | null;
  unreadable: boolean;
}

/** The ticket whose link a mail carried, and why the mail is not filed there. */
export interface RelatedTicket {
  ticketId: string;
  because: 'sender_not_known' | 'closed' | 'distributed';
}

export type Filing =
  | { to: 'ticket'; ticketId: string }
  | { to: 'new_ticket'; related: RelatedTicket | null; acknowledge: boolean }
  | { to: 'ignored'; because: 'automatic_reply' | 'bounce' | 'ourselves' | 'duplicate' }
  | { to: 'quarantine'; because: 'unreadable' | 'flood' | 'impersonation' };

/** Tickets from one sender within an hour before the rest waits for a person; a loop or a mail bomb ends here. */
export const NEW_TICKETS_PER_HOUR = 5;

/**
 * To an existing ticket only when desk, signed Message-ID and sender agree; never by subject, thread index or a number in the text.
 * Nothing is lost: what is neither filed nor answered stays in the ledger with its reason.
 */
export const filingOf = (facts: FilingFacts, now: Date): Filing => {
  if (facts.duplicateOf) return { to: 'ignored', because: 'duplicate' };
  if (facts.automatic === 'own') return { to: 'ignored', because: 'ourselves' };
  if (facts.automatic === 'bounce') return { to: 'ignored', because: 'bounce' };
  if (facts.automatic === 'auto_reply') return { to: 'ignored', because: 'automatic_reply' };
  if ((facts.fromOurselves || facts.fromStaff) && !facts.senderProven)
    return { to: 'quarantine', because: 'impersonation' };
  if (facts.fromOurselves) return { to: 'ignored', because: 'ourselves' };
  if (facts.unreadable) return { to: 'quarantine', because: 'unreadable' };
  const { answered } = facts;
  const isKnown = isKnownSender(facts);
  // What calls itself bulk or a list's may be an old vacation program: it wakes no ticket that waits for its requester or is done.
  const wakes = facts.automatic === null || (answered !== null && isDesksTurn(answered.state));
  if (answered && isKnown && wakes && takesFollowUps(answered, facts.reopenDays, now))
    return { to: 'ticket', ticketId: answered.ticketId };
  if (facts.recentFromSender >= NEW_TICKETS_PER_HOUR) return { to: 'quarantine', because: 'flood' };
  return {
    to: 'new_ticket',
    related: answered && {
      ticketId: answered.ticketId,
      because: !isKnown ? 'sender_not_known' : wakes ? 'closed' : 'distributed',
    },
    acknowledge: facts.automatic === null && !facts.senderForged && facts.senderKey !== null,
  };
};

/** Known participant: the address on the ticket, and nobody who only claims to be it. */
export const isKnownSender = (facts: Pick<FilingFacts, 'answered' | 'senderKey' | 'senderForged'>): boolean =>
  facts.answered !== null &&
  facts.senderKey !== null &&
  facts.answered.requesterKey === facts.senderKey &&
  !facts.senderForged;
