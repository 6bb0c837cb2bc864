import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PROMISE_KINDS, type PromiseGroup, type PromiseView } from '#libs/contracts';
import { useCan, useKeeper, useSession } from '../app/session.js';
import { calling, callStoreOf, isFree } from '../phone/call-store.js';
import { tell } from '../phone/use-call.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { Empty } from '../shared/empty.js';
import { fromHere } from '../shared/from-here.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { useNow } from '../shared/ticker.js';
import { useAttempt } from '../shared/use-attempt.js';
import { useFurtherRows } from '../shared/use-further-rows.js';
import { api } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { AbsentDialog } from './absent-dialog.js';
import { ChangeDialog } from './change-dialog.js';
import { PromiseDetail } from './promise-detail.js';
import { PromiseTable } from './promise-table.js';
import shared from '../shared/shared.module.css';
import classes from './promises.module.css';
import { owedOf, promiseCountsQuery, promiseQuery, PROMISES, promisesQuery, promiseVerb } from './promises-queries.js';
import { useStillPlaces } from './use-still-places.js';
import { serverNow } from '../wire/server-clock.js';

const KINDS = ['all', 'callback', 'answer'] as const;
const WORDS = { all: 'all', callback: 'callbacks', answer: 'answers' } as const;

/** `/console/promises`: what is owed at a time, the most urgent first, and the call that keeps it. */
export const PromisesScreen = () => {
  const { t } = useTranslation('promises');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const search = useSearch({ from: '/console/promises' });
  const { user } = useSession();
  const keeper = useKeeper();
  const mayKeep = useCan('promise:keep');
  const mayCall = useCan('call:log');
  const now = useNow(10_000);
  const desks = useDesks();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('all');
  const [isMine, setMine] = useState(false);
  const list = useInfiniteQuery(promisesQuery({ kind: kind === 'all' ? null : kind, isMine }));
  const { data: all } = useQuery(promiseCountsQuery(false));
  const { data: counts } = useQuery(promiseCountsQuery(isMine));
  const [dialog, setDialog] = useState<'absent' | 'change' | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { isBusy, failure, attempt, refuse } = useAttempt();

  useEffect(() => {
    document.title = t('title');
  }, [t]);
  useEffect(() => {
    if (search.ask === 'absent') setDialog('absent');
  }, [search.ask]);

  const pages = list.data?.pages;
  // Whoever asks for more has the list put in order with it.
  const [asked, setAsked] = useState(0);
  const filter = `${kind} ${isMine} ${asked}`;
  const { groups, changes, arrange } = useStillPlaces(
    pages?.flatMap(({ items }) => items),
    filter,
    now,
  );
  const rows = groups.flatMap((group) => group.rows);
  const at = rows.findIndex(({ promise }) => promise.id === search.promise);
  // A link leads also to what stands on no page yet.
  const { data: elsewhere } = useQuery({
    ...promiseQuery(search.promise ?? ''),
    enabled: search.promise !== undefined && list.isSuccess && at < 0,
  });
  const chosen = rows[at]?.promise ?? (search.promise === undefined ? undefined : elsewhere);
  const isOpen = chosen?.state === 'open' && !rows[at]?.isGone;

  const choose = (id: string | undefined) => {
    void navigate({ to: '/console/promises', search: id ? { promise: id } : {}, replace: true });
    if (id) document.getElementById(`promise-${id}`)?.focus();
  };
  const move = (by: number) => choose(rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.promise.id);
  const act = async (work: () => Promise<PromiseView>, words?: string): Promise<PromiseView | null> => {
    if (isBusy) return null;
    setSaid(null);
    const done = await attempt(work);
    if (done) void queries.invalidateQueries({ queryKey: PROMISES });
    if (done && words) {
      setSaid(words);
      announce(words);
    }
    return done;
  };
  /** Written at once: the attempt counts from the moment of dialling. */
  const call = async () => {
    if (!chosen || !isOpen || chosen.kind !== 'callback' || !mayCall) return;
    const store = callStoreOf(keeper);
    if (!isFree(store.get())) {
      refuse(t('phone:refusedBlocked'));
      return;
    }
    const started = await act(() => promiseVerb(chosen.id, 'call'));
    if (!started) return;
    store.set(calling(started, serverNow()));
    tell('on_call');
    void navigate({ to: '/console/phone' });
  };
  const answer = () => {
    if (chosen) void navigate({ to: '/console/t/$number', params: { number: chosen.ticketNumber } });
  };
  const takeOver = () => {
    if (chosen) void act(() => promiseVerb(chosen.id, 'take'), t('taken'));
  };
  const next = async () => {
    const isStillHere = fromHere();
    const taken = await act(() => api.post<PromiseView>('promises/next'), t('taken'));
    if (taken && isStillHere()) choose(taken.id);
  };
  const closeDialog = () => {
    setDialog(null);
    choose(chosen?.id);
  };
  const more = useFurtherRows({
    count: rows.length,
    read: async () => {
      const { data: found } = await list.fetchNextPage();
      setAsked((times) => times + 1);
      return found?.pages.flatMap(({ items }) => items.map(({ id }) => id)) ?? [];
    },
    prefix: 'promise',
    said: (count) => t('moreShown', { count }),
  });
  const may = mayKeep && isOpen;
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    arrowdown: () => move(1),
    arrowup: () => move(-1),
    enter: (event) => (event.target instanceof HTMLTableRowElement ? void call() : false),
    '1': () => (may && chosen?.kind === 'callback' ? setDialog('absent') : false),
    '2': () => (may ? setDialog('change') : false),
    r: () => (chosen ? answer() : false),
    u: () => (may ? takeOver() : false),
    n: () => (mayKeep ? void next() : false),
    '.': () => arrange(),
    escape: () => (chosen ? choose(undefined) : false),
  });

  const shownKinds = kind === 'all' ? PROMISE_KINDS : [kind];
  const countOf = (group: PromiseGroup) => counts && owedOf(counts, shownKinds, [group]);
  const later = countOf('later') ?? 0;
  return (
    <div className={classes.screen}>
      <section className={classes.main} aria-labelledby="promises-title" data-region tabIndex={-1}>
        <header className={shared.screenHead}>
          <div>
            <h1 id="promises-title">{t('title')}</h1>
            <p className={classes.quiet}>{all && t('subtitle', { count: owedOf(all) })}</p>
          </div>
          <div className={classes.kinds} role="group" aria-label={t('title')}>
            {KINDS.map((each) => (
              <button key={each} type="button" aria-pressed={kind === each} onClick={() => setKind(each)}>
                {t(WORDS[each])}{' '}
                {all && t('plainCount', { count: owedOf(all, each === 'all' ? PROMISE_KINDS : [each]) })}
              </button>
            ))}
          </div>
          <label className={classes.mine}>
            <input type="checkbox" checked={isMine} onChange={(event) => setMine(event.currentTarget.checked)} />
            {t('mine')}
          </label>
        </header>
        {changes > 0 && (
          <button type="button" className={classes.changes} onClick={arrange}>
            {t('changes', { count: changes })}
            <kbd className="key" aria-hidden="true">
              .
            </kbd>
          </button>
        )}
        {list.error && (
          <p className={classes.failure} role="alert">
            {t('failed')} <Action onClick={() => void list.refetch()}>{t('retry')}</Action>
          </p>
        )}
        {list.isSuccess && rows.length === 0 && (
          <Empty title={t(all && owedOf(all) > 0 ? 'filtered' : 'empty')}>{t('emptyNote')}</Empty>
        )}
        {rows.length > 0 && (
          <PromiseTable
            groups={groups}
            // With all of them on the page its own rows are counted: they say the same, and at once.
            countOf={list.hasNextPage ? countOf : undefined}
            desks={desks}
            chosenId={rows[at]?.promise.id ?? null}
            now={now}
            onChoose={choose}
            more={
              list.hasNextPage && (
                <Action blocked={list.isFetchingNextPage ? t('loading') : null} onClick={() => void more()}>
                  {t('more')}
                </Action>
              )
            }
          />
        )}
        <footer className={classes.foot}>
          {mayKeep && (
            <Action look="primary" keys={['N']} onClick={() => void next()}>
              {t('next')}
            </Action>
          )}
          <span className={classes.quiet} role="status">
            {failure ?? said ?? (later > 0 ? t('laterCount', { count: later }) : null)}
          </span>
          {all !== undefined && all.keptToday > 0 && (
            <span className={classes.quiet}>{t('keptToday', { count: all.keptToday })}</span>
          )}
        </footer>
      </section>
      <aside className={classes.detail} aria-label={t('detail')} data-region tabIndex={0}>
        {chosen ? (
          <PromiseDetail
            promise={chosen}
            desk={desks.get(chosen.deskId)}
            now={now}
            ownId={user.id}
            mayKeep={may}
            actions={{
              call: () => void call(),
              absent: () => setDialog('absent'),
              change: () => setDialog('change'),
              answer,
              takeOver,
              withdraw: () => void act(() => promiseVerb(chosen.id, 'withdraw'), t('withdrawn')),
              giveUp: () => void act(() => promiseVerb(chosen.id, 'give-up'), t('done')),
            }}
          />
        ) : (
          <Empty isPane>{rows.length > 0 && t('choose')}</Empty>
        )}
      </aside>
      {chosen && (
        <>
          <AbsentDialog
            opened={dialog === 'absent'}
            promise={chosen}
            onClose={closeDialog}
            onRecord={async (request) => {
              const isStillHere = fromHere();
              if ((await act(() => promiseVerb(chosen.id, 'outcome', request), t('done'))) && isStillHere())
                closeDialog();
            }}
          />
          <ChangeDialog
            opened={dialog === 'change'}
            promise={chosen}
            onClose={closeDialog}
            onChange={async (request) => {
              const isStillHere = fromHere();
              if ((await act(() => promiseVerb(chosen.id, 'change', request), t('done'))) && isStillHere())
                closeDialog();
            }}
          />
        </>
      )}
    </div>
  );
};
