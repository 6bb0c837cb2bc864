import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SameRequester, TicketView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { fromHere } from '../shared/from-here.js';
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
  /** As it is when the answer comes: whoever goes on writing meanwhile loses nothing. */
  const latest = useRef(draft);
  latest.current = draft;

  /** Leaves a merged ticket for the one that answers for it, with its unsent words. */
  const goTo = useCallback(
    (number: string) => {
      moveDrafts(ticket.number, number, latest.current);
      keep(null);
      onOpen(number);
    },
    [ticket.number, keep, onOpen],
  );
  const merge = useCallback(
    (other: SameRequester) =>
      attempt(async () => {
        const isStillHere = fromHere();
        if (other.survivor === 'other') {
          await verbs.merge(ticket, other);
          announce(t('done', { number: ticket.number, into: other.number }));
          // Of whoever writes on by now the words wait on this one, and its bar leads on with them.
          if (isStillHere()) goTo(other.number);
          return true;
        }
        const survivor = await verbs.merge(other, ticket);
        const theirs = takeDraft(other.number);
        if (theirs && theirs.text !== '') keep(joinedDrafts(latest.current, theirs, survivor.version));
        announce(t('done', { number: other.number, into: ticket.number }));
        return true;
      }),
    [attempt, verbs, ticket, t, goTo, keep],
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
