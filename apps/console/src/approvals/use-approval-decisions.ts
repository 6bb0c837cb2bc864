import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ApprovalNews, ApprovalView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { takeAnswer } from '../app/live-query-client.js';
import { announce } from '../shared/announcer.js';
import { api, ApiError } from '../wire/api.js';
import { ALL_APPROVALS, approvalQuery } from './approval-queries.js';
import { serverNow } from '../wire/server-clock.js';

export interface Decisions {
  isBusy: boolean;
  failure: string | null;
  /** What stopped the release; it goes on when somebody has seen it. */
  stopped: ApprovalNews | null;
  /** The last step of one's own, while it can be taken back. */
  last: { approval: ApprovalView; at: number } | null;
  decide: (id: string, verb: string, body?: object) => Promise<ApprovalView | null>;
  forget: () => void;
}

/** Steps on an approval; what the server refuses is a sentence, and the lists are read again after each. */
export const useApprovalDecisions = (): Decisions => {
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [stopped, setStopped] = useState<ApprovalNews | null>(null);
  const [last, setLast] = useState<Decisions['last']>(null);

  const decide = useCallback(
    async (id: string, verb: string, body: object = {}): Promise<ApprovalView | null> => {
      setBusy(true);
      setFailure(null);
      try {
        const approval = await takeAnswer(queries, approvalQuery(id).queryKey, () =>
          api.post<ApprovalView>(`approvals/${id}/${verb}`, body),
        );
        setStopped(null);
        setLast(approval.undoUntil === null ? null : { approval, at: serverNow() });
        return approval;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.code === 'approval.stopped') setStopped(error.details as unknown as ApprovalNews);
        setFailure(error.sentence(presentLanguage()));
        announce(error.sentence(presentLanguage()), 'assertive');
        return null;
      } finally {
        setBusy(false);
        await queries.invalidateQueries({ queryKey: ALL_APPROVALS });
      }
    },
    [queries],
  );
  const forget = useCallback(() => {
    setFailure(null);
    setStopped(null);
  }, []);
  return { isBusy, failure, stopped, last, decide, forget };
};
