import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ownSupervisorCallQuery } from '../escalations/escalation-queries.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api } from '../wire/api.js';
import { onConnected, onPush } from '../wire/socket.js';
import type { CallDraft } from './call-draft.js';
import classes from './call-bar.module.css';

/** From twenty minutes on: a supervisor is called by `Alt+U`, knows at once who and for which shop, and says that he or she comes. */
export const LongCall = ({ draft: { deskId } }: { draft: CallDraft }) => {
  const { t } = useTranslation('phone');
  const queries = useQueryClient();
  const { isBusy, failure, attempt } = useAttempt();
  const { data } = useQuery(ownSupervisorCallQuery);
  const called = data?.call ?? null;
  const taker = called?.takerName ?? null;
  useEffect(() => {
    const refresh = () => void queries.invalidateQueries({ queryKey: ownSupervisorCallQuery.queryKey });
    const stops = [onPush('supervisor.changed', refresh), onConnected(refresh)];
    return () => stops.forEach((stop) => stop());
  }, [queries]);
  useEffect(() => {
    if (taker !== null) announce(t('longComing', { name: taker }), 'assertive');
  }, [taker, t]);

  const act = (work: () => Promise<unknown>, said: string) =>
    attempt(async () => {
      await work();
      await queries.invalidateQueries({ queryKey: ownSupervisorCallQuery.queryKey });
      announce(said, 'assertive');
    });
  const busy = isBusy ? t('longCalling') : null;
  const blocked = deskId === null ? t('missingNames', { names: t('fields.desk') }) : busy;
  const call = () => act(() => api.post('calls/supervisor', { deskId }), t('longCalled'));
  useShortcuts({ 'alt+u': () => (blocked || called ? false : void call()) });
  return (
    <span className={classes.long}>
      {failure ?? (taker !== null ? t('longComing', { name: taker }) : t(called ? 'longCalled' : 'long'))}
      {called ? (
        <Action blocked={busy} onClick={() => void act(() => api.delete('calls/supervisor/mine'), t('longWithdrawn'))}>
          {t('longWithdraw')}
        </Action>
      ) : (
        <Action look="primary" keys={['Alt', 'U']} blocked={blocked} onClick={() => void call()}>
          {t('longCall')}
        </Action>
      )}
    </span>
  );
};
