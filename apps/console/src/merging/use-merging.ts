import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { SameRequester, TicketView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { joinedDrafts, moveDrafts, takeDraft, type ReplyDraft } from '../ticket/reply-draft.js';
import type { TicketVerbs } from '../ticket/use-ticket-verbs.js';

interface MergingOptions {
  ticket: TicketView;
  verbs: TicketVerbs;
  draft: ReplyDraft;
  keep: (draft: ReplyDraft | null) => void;
  onOpen: (number: string) => void;
}

/** Merges the open ticket with another of the same person, undoes it, and takes what is being written along. */
export const useMerging = ({ ticket, verbs, draft, keep, onOpen }: MergingOptions) => {
  const { t } = useTranslation('merging');
  const { isBusy, failure, attempt } = useAttempt();

  /** Leaves a merged ticket for the one that answers for it, with its unsent words. */
  const goTo = useCallback(
    (number: string) => {
      moveDrafts(ticket.number, number, draft);
      keep(null);
      onOpen(number);
    },
    [ticket.number, draft, keep, onOpen],
  );
  const merge = useCallback(
    (other: SameRequester) =>
      attempt(async () => {
        if (other.survivor === 'other') {
          await verbs.merge(ticket, other);
          announce(t('done', { number: ticket.number, into: other.number }));
          goTo(other.number);
          return true;
        }
        const survivor = await verbs.merge(other, ticket);
        const theirs = takeDraft(other.number);
        if (theirs && theirs.text !== '') keep(joinedDrafts(draft, theirs, survivor.version));
        announce(t('done', { number: other.number, into: ticket.number }));
        return true;
      }),
    [attempt, verbs, ticket, t, goTo, draft, keep],
  );
  const unmerge = useCallback(
    (number: string) =>
      attempt(async () => {
        await verbs.unmerge(number);
        announce(t('undone', { number }));
      }),
    [attempt, verbs, t],
  );
  return { isBusy, failure, merge, unmerge, goTo };
};

export type MergingOfTicket = ReturnType<typeof useMerging>;
