import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuarantinedMailView, TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { announce } from '../shared/announcer.js';
import { api, ApiError } from '../wire/api.js';
import { quarantineQuery } from './mail-queries.js';

export interface DecidedMail {
  mail: QuarantinedMailView;
  verb: 'file' | 'discard';
  at: number;
  /** The inquiry that a filed mail became. */
  number: string | null;
}

/** What a supervisor decides about quarantined mail. A decided mail leaves the list at once, and the ledger is read again. */
export const useMailDecisions = () => {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const [decided, setDecided] = useState<DecidedMail[]>([]);
  const [busyId, setBusyId] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const decide = useCallback(
    async (mail: QuarantinedMailView, verb: DecidedMail['verb']): Promise<boolean> => {
      setBusyId(mail.id);
      setFailure(null);
      try {
        const ticket = await api.post<TicketView | undefined>(`mail/${mail.id}/${verb}`);
        setDecided((before) => [{ mail, verb, at: Date.now(), number: ticket?.number ?? null }, ...before]);
        announce(t(verb === 'file' ? 'review.filed' : 'review.discarded'), 'assertive');
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const words = error.code === 'mail.already_decided' ? t('review.already') : error.sentence(presentLanguage());
        announce(words, 'assertive');
        setFailure(words);
        if (error.code !== 'mail.already_decided') return false;
      } finally {
        setBusyId(null);
      }
      queries.setQueryData(quarantineQuery.queryKey, (known) => known?.filter(({ id }) => id !== mail.id));
      await queries.invalidateQueries({ queryKey: ['mail', 'ledger'] });
      return true;
    },
    [queries, t],
  );
  return { decided, busyId, failure, decide };
};
