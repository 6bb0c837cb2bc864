import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SupervisorCall } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api } from '../wire/api.js';
import { supervisorCallsQuery } from './escalation-queries.js';

/** “I am coming”: one supervisor at most, and the agent sees at once who. */
export const TakeCall = ({ id, agentName }: { id: string; agentName: string }) => {
  const { t } = useTranslation('escalations');
  const queries = useQueryClient();
  const { isBusy, failure, attempt } = useAttempt();
  const take = () =>
    attempt(async () => {
      try {
        await api.post<SupervisorCall>(`calls/supervisor/${id}/take`);
        announce(t('call.taken', { name: agentName }), 'assertive');
      } finally {
        // Refused or not: who comes is known to the server alone.
        await queries.invalidateQueries({ queryKey: supervisorCallsQuery.queryKey });
        await queries.invalidateQueries({ queryKey: ['floor'] });
      }
    });
  return (
    <>
      <Action blocked={isBusy ? t('call.taking') : null} onClick={() => void take()}>
        {t('call.take')}
      </Action>
      {failure && <span role="status">{failure}</span>}
    </>
  );
};
