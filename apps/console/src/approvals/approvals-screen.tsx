import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { APPROVALS_AT_ONCE, MOST_APPROVALS } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { useFurtherRows } from '../shared/use-further-rows.js';
import { ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { ApprovalListBox, Average, NothingWaits } from './approval-list.js';
import { approvalCountsQuery, approvalsQuery } from './approval-queries.js';
import { ReplyApproval } from './reply-approval.js';
import { TextApproval } from './text-approval.js';
import { TextApprovalList } from './text-approval-list.js';
import { useWaitingTexts } from './text-queries.js';
import { useApprovalDecisions } from './use-approval-decisions.js';
import { Empty } from '../shared/empty.js';
import classes from './approvals.module.css';

/** `/console/approvals[/:id]`: replies that wait for a second person, the soonest due first, and below them texts that do. */
export const ApprovalsScreen = () => {
  const { t } = useTranslation('approvals');
  const navigate = useNavigate();
  const { id, textId } = useParams({ strict: false });
  const queries = useQueryClient();
  const [limit, setLimit] = useState(APPROVALS_AT_ONCE);
  const list = useQuery(approvalsQuery(limit));
  const { data: counts } = useQuery(approvalCountsQuery);
  const desks = useDesks();
  const decisions = useApprovalDecisions();
  const mayApproveTexts = useCan('canned:approve');
  const [shown, setShown] = useState<'waiting' | 'done'>('waiting');
  const rows = (shown === 'waiting' ? list.data?.items : list.data?.done) ?? [];
  const waitingTexts = useWaitingTexts();
  const texts = shown === 'waiting' ? waitingTexts : [];
  const places = [
    ...rows.map((row) => ({ id: row.id, isText: false })),
    ...texts.map(({ next }) => ({ id: next.id, isText: true })),
  ];
  const present = places.findIndex((place) => place.id === (id ?? textId));

  useEffect(() => {
    document.title = t('title');
  }, [t]);

  const choose = (next: (typeof places)[number] | undefined) => {
    decisions.forget();
    const replace = id !== undefined || textId !== undefined;
    if (next === undefined) return void navigate({ to: '/console/approvals' });
    void (next.isText
      ? navigate({ to: '/console/approvals/texts/$textId', params: { textId: next.id }, replace })
      : navigate({ to: '/console/approvals/$id', params: { id: next.id }, replace }));
    document.getElementById(`approval-${next.id}`)?.focus();
  };
  const move = (by: number) => choose(places[Math.min(places.length - 1, Math.max(0, present + by))]);
  const goOn = () => choose(places[present + 1] ?? places[present - 1]);
  useShortcuts({ j: () => move(1), k: () => move(-1) });

  const hasMore = rows.length < (counts?.[shown] ?? 0) && limit < MOST_APPROVALS;
  const more = useFurtherRows({
    count: rows.length,
    read: async () => {
      const next = limit + APPROVALS_AT_ONCE;
      const found = await queries.fetchQuery(approvalsQuery(next));
      setLimit(next);
      return (shown === 'waiting' ? found.items : found.done).map((row) => row.id);
    },
    prefix: 'approval',
    said: (count) => t('moreShown', { count }),
  });

  return (
    <div className={classes.screen}>
      <section className={classes.side} aria-labelledby="approvals-title" data-region>
        <header className={classes.sideHead}>
          <h1 id="approvals-title" className="visually-hidden">
            {t('title')}
          </h1>
          {(['waiting', 'done'] as const).map((tab) => (
            <button
              key={tab}
              type="button"
              className={classes.tab}
              aria-pressed={shown === tab}
              onClick={() => setShown(tab)}
            >
              {t(`tabs.${tab}`)}{' '}
              <b>
                {counts && (tab === 'waiting' ? counts.waiting + waitingTexts.length : counts.done).toLocaleString()}
              </b>
            </button>
          ))}
        </header>
        <p className={classes.order}>{t(shown === 'waiting' ? 'order' : 'orderDone')}</p>
        {list.error && (
          <p className={classes.failure} role="alert">
            {list.error instanceof ApiError ? list.error.sentence(presentLanguage()) : t('failed')}{' '}
            <Action onClick={() => void list.refetch()}>{t('again')}</Action>
          </p>
        )}
        <div className={classes.waiting}>
          {list.data && places.length === 0 ? (
            <NothingWaits done={counts?.done ?? 0} averageMinutes={counts?.averageMinutes ?? null} />
          ) : (
            <ApprovalListBox
              label={t(`list.${shown}`)}
              rows={rows}
              desks={desks}
              chosenId={id ?? null}
              onChoose={(next) => choose({ id: next, isText: false })}
            />
          )}
          {hasMore && (
            <div className={classes.more}>
              <Action onClick={() => void more()}>{t('more')}</Action>
            </div>
          )}
          <TextApprovalList
            texts={texts}
            chosenId={textId ?? null}
            onChoose={(next) => choose({ id: next, isText: true })}
          />
        </div>
        <footer className={classes.sideFoot}>
          <span>
            <kbd className="key">J</kbd> <kbd className="key">K</kbd> {t('choose')}
          </span>
          {mayApproveTexts && <Link to="/console/settings/texts">{t('text.all')}</Link>}
          {counts?.averageMinutes != null && <Average minutes={counts.averageMinutes} />}
        </footer>
      </section>
      {textId !== undefined ? (
        <TextApproval key={textId} id={textId} onDecided={goOn} />
      ) : id !== undefined ? (
        <ReplyApproval key={id} id={id} decisions={decisions} onDecided={goOn} />
      ) : (
        <Empty isPane>{places.length > 0 && t('chooseOne')}</Empty>
      )}
    </div>
  );
};
