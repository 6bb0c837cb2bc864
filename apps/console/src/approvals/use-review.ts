import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ApprovalView } from '#libs/contracts';
import { takeAnswer } from '../app/live-query-client.js';
import { api, ApiError } from '../wire/api.js';
import { approvalQuery } from './approval-queries.js';

/** Well within the five minutes after which a silent reader loses it. */
const SIGN_OF_LIFE_MS = 60_000;

/** Opening takes the review; keys and pointer keep it, leaving gives it up. Refusals show in the view itself. */
export const useReview = ({ id, state, mayDecide }: ApprovalView, step: string): void => {
  const queries = useQueryClient();
  const active = useRef(true);
  useEffect(() => {
    if (state !== 'waiting' || !mayDecide) return;
    const ask = async (verb: 'open' | 'leave') => {
      try {
        await takeAnswer(queries, approvalQuery(id).queryKey, () => api.post<ApprovalView>(`approvals/${id}/${verb}`));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        await queries.invalidateQueries({ queryKey: approvalQuery(id).queryKey });
      }
    };
    const note = () => {
      active.current = true;
    };
    void ask('open');
    const timer = setInterval(() => {
      if (active.current) void ask('open');
      active.current = false;
    }, SIGN_OF_LIFE_MS);
    window.addEventListener('keydown', note);
    window.addEventListener('pointermove', note);
    return () => {
      clearInterval(timer);
      window.removeEventListener('keydown', note);
      window.removeEventListener('pointermove', note);
      void ask('leave');
    };
  }, [id, state, mayDecide, queries]);
  useEffect(() => {
    active.current = true;
  }, [step]);
};
