import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscardReason, MailDiscardRequest, MailNoteRequest, QuarantinedMailView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api, ApiError } from '../wire/api.js';
import { DECIDED_KEY, MAIL_COUNTS, QUARANTINE_KEY } from './mail-queries.js';
import { type QuarantineList, withoutMails } from './quarantine-list.js';
import { serverNow } from '../wire/server-clock.js';

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

/** So many are on their way at a time; the list is drawn anew after them. */
const AT_ONCE = 5;

const isAlreadyDecided = (end: PromiseSettledResult<unknown>): boolean =>
  end.status === 'rejected' && end.reason instanceof ApiError && end.reason.code === 'mail.already_decided';

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

  /** Decides about one mail, or about several in the same way; goes no further once the server refuses one. */
  const decide = useCallback(
    (mails: readonly QuarantinedMailView[], decision: MailDecision): Promise<boolean> =>
      attempt(async () => {
        const at = serverNow();
        let count = 0;
        for (let from = 0; from < mails.length; from += AT_ONCE) {
          const few = mails.slice(from, from + AT_ONCE);
          const ends = await Promise.allSettled(few.map((mail) => carryOut(mail, decision)));
          const done = few.filter((_, n) => ends[n]!.status === 'fulfilled');
          const already = few.filter((_, n) => isAlreadyDecided(ends[n]!));
          const gone = new Set([...done, ...already].map(({ id }) => id));
          queries.setQueriesData<QuarantineList>({ queryKey: QUARANTINE_KEY }, (known) => withoutMails(known, gone));
          setDecided((before) => [...done.map((mail) => ({ mail, verb: decision.verb, at })), ...before]);
          count += done.length;
          if (already.length > 0) refuse(t('review.already'));
          const fault = ends.find((end) => end.status === 'rejected' && !isAlreadyDecided(end));
          if (fault?.status === 'rejected') throw fault.reason;
        }
        // The seconds in which it can be taken back begin when the last is done.
        const end = serverNow();
        setDecided((before) => before.map((each) => (each.at === at ? { ...each, at: end } : each)));
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
