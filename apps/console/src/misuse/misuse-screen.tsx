import { IconCircleCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MisuseRegister, MisuseRow } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { takeAnswer } from '../app/live-query-client.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api, ApiError } from '../wire/api.js';
import { ClaimPanel } from './claim-panel.js';
import { ClusterList } from './cluster-list.js';
import { FlipDialog } from './flip-dialog.js';
import { misuseQuery, useMisuse } from './misuse-queries.js';
import { MisuseTable } from './misuse-table.js';
import { Empty } from '../shared/empty.js';
import shared from '../shared/shared.module.css';
import frame from '../shared/table-screen.module.css';
import classes from './misuse.module.css';

type Finding = 'confirmed' | 'unfounded';

/** `/console/misuse`: reports of misuse and suspicious contacts, what was found of each, and the claim that falls with the first. */
export const MisuseScreen = () => {
  const { t } = useTranslation('misuse');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data, error, refetch } = useMisuse();
  const { isBusy, failure, attempt } = useAttempt();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [flips, setFlips] = useState<MisuseRow | null>(null);
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  const rows = data?.items ?? [];
  const at = rows.findIndex(({ ticketId }) => ticketId === chosenId);
  const chosen = rows[at];
  const claims = data?.claims ?? [];
  const inForce = claims.filter(({ state }) => state === 'in_force');

  const take = async (step: () => Promise<MisuseRegister>, said: string) => {
    await takeAnswer(queries, misuseQuery.queryKey, step);
    announce(said, 'assertive');
  };
  const record = async (row: MisuseRow, state: Finding) => {
    setFlips(null);
    const words = t(`did.${state}`, { number: row.number });
    await attempt(() => take(() => api.post<MisuseRegister>(`misuse/${row.ticketId}/finding`, { state }), words));
  };
  /** The first confirmed one lets the claim fall: that is asked, with what follows from it. */
  const decide = (row: MisuseRow | undefined, state: Finding) => {
    if (!row || isBusy || row.state === state) return;
    setChosenId(row.ticketId);
    if (state === 'confirmed' && inForce.length > 0) setFlips(row);
    else void record(row, state);
  };
  const settle = (incidentId: string, state: 'in_force' | 'withdrawn') =>
    attempt(() =>
      take(() => api.put<MisuseRegister>(`misuse/claims/${incidentId}`, { state }), t(`claim.did.${state}`)),
    );
  const move = (by: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (!next) return;
    setChosenId(next.ticketId);
    document.getElementById(`misuse-${next.ticketId}`)?.focus();
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    y: () => decide(chosen, 'confirmed'),
    w: () => decide(chosen, 'unfounded'),
    o: () =>
      chosen ? void navigate({ to: '/console/t/$number', params: { number: chosen.number }, search: {} }) : false,
  });

  return (
    <div className={frame.screen} data-aside>
      <div className={frame.centre} data-region>
        <header className={shared.screenHead}>
          <h1>{t('title')}</h1>
          {data && (
            <span>
              {t('figures', { all: data.counts.all, open: data.counts.reported, confirmed: data.counts.confirmed })}
              {data.counts.all > rows.length && t('words:separator') + t('shown', { count: rows.length })}
            </span>
          )}
          <span className={frame.gap} />
          <Action keys={['Y']} blocked={chosen ? null : t('choose')} onClick={() => decide(chosen, 'confirmed')}>
            {t('confirm')}
          </Action>
          <Action keys={['W']} blocked={chosen ? null : t('choose')} onClick={() => decide(chosen, 'unfounded')}>
            {t('unfounded')}
          </Action>
        </header>
        {(failure ?? error) && (
          <p className={classes.failure} role="alert">
            {failure ?? (error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed'))}{' '}
            {error && <Action onClick={() => void refetch()}>{t('again')}</Action>}
          </p>
        )}
        {data && rows.length === 0 && (
          <Empty icon={IconCircleCheck} title={t('empty')}>
            {t('emptyNote')}
          </Empty>
        )}
        {rows.length > 0 && <MisuseTable rows={rows} chosen={chosenId} onChoose={setChosenId} />}
      </div>
      <aside className={`${frame.aside} ${classes.aside}`} aria-label={t('claim.label')} data-region tabIndex={0}>
        {claims.map((claim) => (
          <ClaimPanel
            key={claim.incidentId}
            claim={claim}
            isBusy={isBusy}
            onSettle={(...claimed) => void settle(...claimed)}
          />
        ))}
        {data && <ClusterList clusters={data.clusters} />}
      </aside>
      {flips && (
        <FlipDialog
          row={flips}
          texts={inForce.flatMap(({ texts }) => texts)}
          onConfirm={() => void record(flips, 'confirmed')}
          onClose={() => setFlips(null)}
        />
      )}
    </div>
  );
};
