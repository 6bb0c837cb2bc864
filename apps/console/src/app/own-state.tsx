import { Menu } from '@mantine/core';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHOSEN_STATES, type ChosenState, type OwnStateView, RECOVERY_MINUTES } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { Key, useShortcuts } from '../shared/shortcuts.js';
import { StateMark } from '../shared/state-mark.js';
import { useNow } from '../shared/ticker.js';
import { spanOf } from '../shared/time.js';
import { api, ApiError } from '../wire/api.js';
import { onConnected, onPush } from '../wire/socket.js';
import { presentLanguage } from './i18n.js';
import { takeAnswer } from './live-query-client.js';
import { useCan, useSession } from './session.js';
import classes from './own-state.module.css';
import { serverNow } from '../wire/server-clock.js';

export const ownStateQuery = queryOptions({
  queryKey: ['people', 'me'],
  queryFn: ({ signal }) => api.get<OwnStateView>('people/me', { signal }),
  staleTime: 60_000,
});

/** Whole minutes, and the seconds too while they matter. */
const useRunningTime = (since: string | null): string => {
  const { t } = useTranslation('words');
  const now = useNow();
  if (since === null) return '';
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1_000));
  if (seconds < 600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const { unit, count } = spanOf(seconds * 1_000);
  return t(`span.${unit}`, { count });
};

/** What I am doing now, with its running time; `Alt+S` opens the choice. */
export const OwnState = () => (useCan('ticket:claim') ? <StateSwitch /> : null);

const StateSwitch = () => {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const { data: own } = useQuery(ownStateQuery);
  const [isOpen, setOpen] = useState(false);
  const { isPractising } = useSession();
  const running = useRunningTime(own?.since ?? null);
  useShortcuts({ 'alt+s': () => (isPractising ? false : setOpen(true)) });

  useEffect(() => {
    const stops = [
      onPush('agent.state', (pushed) => {
        queries.setQueryData(ownStateQuery.queryKey, (known) => known && { ...known, ...pushed });
        // It tells nothing of what is held.
        void queries.invalidateQueries({ queryKey: ownStateQuery.queryKey });
      }),
      // Coming back to the desk begins the timeline; what was missed meanwhile is read anew.
      onConnected(() => void queries.invalidateQueries({ queryKey: ownStateQuery.queryKey })),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queries]);

  const choose = async (state: ChosenState) => {
    try {
      await takeAnswer(queries, ownStateQuery.queryKey, () => api.put<OwnStateView>('people/me/state', { state }));
      announce(t(`state.${state}`), 'polite');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      announce(error.sentence(presentLanguage()), 'assertive');
    }
  };

  if (!own) return null;
  if (isPractising) {
    return (
      <span className={classes.own} data-testid="own-state">
        <StateMark state={own.state} />
        <span>{t(`state.${own.state}`)}</span>
      </span>
    );
  }
  const isRested =
    own.state === 'recovering' &&
    own.since !== null &&
    serverNow() - Date.parse(own.since) >= RECOVERY_MINUTES * 60_000;
  return (
    <Menu
      withInitialFocusPlaceholder={false}
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={220}
      shadow="md"
      withinPortal
    >
      <Menu.Target>
        <button
          type="button"
          className={classes.own}
          data-testid="own-state"
          data-rested={isRested || undefined}
          aria-label={t('own.open', { state: t(`state.${own.state}`) })}
          aria-keyshortcuts="Alt+S"
          title={isRested ? t('own.rested') : undefined}
        >
          <StateMark state={own.state} />
          <span>{t(`state.${own.state}`)}</span>
          <span className={classes.running} aria-hidden="true">
            {running}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {t('own.label')} <Key>Alt</Key> <Key>S</Key>
        </Menu.Label>
        {CHOSEN_STATES.map((state) => (
          <Menu.Item
            key={state}
            leftSection={<StateMark state={state} />}
            aria-current={own.state === state || undefined}
            onClick={() => void choose(state)}
          >
            {t(`state.${state}`)}
            {state === 'recovering' && (
              <span className={classes.hint}> {t('own.recovering', { minutes: RECOVERY_MINUTES })}</span>
            )}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('own.held', { held: own.held, limit: own.ticketsAtOnce })}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
};
