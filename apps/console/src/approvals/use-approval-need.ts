import { useEffect, useState } from 'react';
import type { ApprovalNeed, TicketView } from '#libs/contracts';
import { api, ApiError } from '../wire/api.js';
import type { ReplyDraft } from '../ticket/reply-draft.js';

const SETTLE_MS = 700;

/** Whether this draft would go to a second person; null while it would not, or while nobody knows. */
export const useApprovalNeed = (ticket: TicketView, { text, cannedKeys }: ReplyDraft): ApprovalNeed | null => {
  const [need, setNeed] = useState<ApprovalNeed | null>(null);
  const keys = cannedKeys.join(' ');
  const isAsked = text.trim() !== '' && ticket.state !== 'waiting_approval';
  useEffect(() => {
    if (!isAsked) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      const body = { text, cannedKeys: keys === '' ? [] : keys.split(' ') };
      api
        .post<ApprovalNeed>(`tickets/${ticket.id}/approval-need`, body, { signal: leaving.signal })
        .then(setNeed)
        .catch((error: unknown) => {
          // The server decides when the reply is sent; without its answer the button keeps its ordinary word.
          if (!leaving.signal.aborted && error instanceof ApiError) setNeed(null);
        });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [ticket.id, text, keys, isAsked]);
  return isAsked && need && need.reasons.length > 0 ? need : null;
};
