import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscardReason, MailDiscardRequest, MailNoteRequest, QuarantinedMailView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api, ApiError } from '../wire/api.js';
import { DECIDED_KEY, MAIL_COUNTS, QUARANTINE_KEY, type QuarantineList, withoutMail } from './mail-queries.js';

export type MailDecision = { verb: 'file' } | { verb: 'discard'; reason: DiscardReason };

export interface DecidedMail {
  mail: QuarantinedMailView;
  verb: MailDecision['verb'];
  at: number;
}

const carryOut = (mail: QuarantinedMailView, decision: MailDecision): Promise<unknown> =>
  decision.verb === 'file'
    ? api.post(`mail/${mail.id}/file`)
    : api.post(`mail/${mail.id}/discard`, { reason: decision.reason } satisfies MailDiscardRequest);

/** What a supervisor decides about quarantined mail. A decided mail leaves the list at once, and the ledger is read again. */
export const useMailDecisions = () => {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const [decided, setDecided] = useState<DecidedMail[]>([]);
  const { isBusy, failure, attempt: tryOut, refuse } = useAttempt();

  const readAgain = useCallback(
    () =>
      Promise.all(
        [QUARANTINE_KEY, DECIDED_KEY, ...MAIL_COUNTS].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
    [queries],
  );
  /** Runs one change at a time; what the server refuses is said, and answered by false. */
  const attempt = useCallback(
    async (work: () => Promise<void>): Promise<boolean> => {
      try {
        return (await tryOut(work)) !== null;
      } finally {
        void readAgain();
      }
    },
    [tryOut, readAgain],
  );

  /** Decides about one mail, or about several in the same way; stops at the first that the server refuses. */
  const decide = useCallback(
    (mails: readonly QuarantinedMailView[], decision: MailDecision): Promise<boolean> =>
      attempt(async () => {
        const at = Date.now();
        let count = 0;
        for (const mail of mails) {
          try {
            await carryOut(mail, decision);
            setDecided((before) => [{ mail, verb: decision.verb, at }, ...before]);
            count += 1;
          } catch (error) {
            if (!(error instanceof ApiError) || error.code !== 'mail.already_decided') throw error;
            refuse(t('review.already'));
          }
          queries.setQueriesData<QuarantineList>({ queryKey: QUARANTINE_KEY }, (known) => withoutMail(known, mail.id));
        }
        if (count > 0)
          announce(t(decision.verb === 'file' ? 'review.filed' : 'review.discarded', { count }), 'assertive');
      }),
    [attempt, refuse, queries, t],
  );

  /** Puts mails that were just decided about back on the list. */
  const restore = useCallback(
    (mails: readonly DecidedMail[]): Promise<boolean> =>
      attempt(async () => {
        for (const { mail } of mails) {
          await api.post(`mail/${mail.id}/restore`);
          setDecided((before) => before.filter((each) => each.mail.id !== mail.id));
        }
        announce(t('review.restored', { count: mails.length }), 'assertive');
      }),
    [attempt, t],
  );

  /** Leaves a mail where it is, with a note for another supervisor. */
  const leave = useCallback(
    (mail: QuarantinedMailView, text: string): Promise<boolean> =>
      attempt(async () => {
        await api.post(`mail/${mail.id}/note`, { text } satisfies MailNoteRequest);
        announce(t('review.left'), 'assertive');
      }),
    [attempt, t],
  );
  return { decided, isBusy, failure, decide, restore, leave };
};

export type MailDecisions = ReturnType<typeof useMailDecisions>;
