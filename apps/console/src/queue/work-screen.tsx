import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueSearch } from '../app/search.js';
import { useCan, useSession } from '../app/session.js';
import { announce } from '../shared/announcer.js';
import { useCommands } from '../shared/commands.js';
import { useColumnCommands } from '../shared/column-commands.js';
import { ColumnSplitter } from '../shared/column-splitter.js';
import { useColumns } from '../shared/columns.js';
import { useDensity } from '../shared/density.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { TicketPane } from '../ticket/ticket-pane.js';
import { useTicketVerbs } from '../ticket/use-ticket-verbs.js';
import { useDesks } from '../wire/queries.js';
import { useLiveQueue } from '../wire/use-live-queue.js';
import { AssignDialog } from './assign-dialog.js';
import { BulkBar } from './bulk-bar.js';
import { BulkReplyDialog } from './bulk-reply-dialog.js';
import { QueueFoot } from './queue-foot.js';
import { NewBar, QueueHead } from './queue-head.js';
import { QueueList, type QueueListHandle } from './queue-list.js';
import { QueueEmpty, QueueFailure, QueueSkeleton } from './queue-states.js';
import { isQueueView, QUEUE_VIEWS, queueList, type QueueView } from './queue-views.js';
import { useClaims } from './use-claims.js';
import { useMarks } from './use-marks.js';
import { useStillApply } from './use-still-apply.js';
import { useViewCounts } from './use-view-counts.js';
import { Empty } from '../shared/empty.js';
import classes from './queue.module.css';
import { serverNow } from '../wire/server-clock.js';

/** 受付: the live list and the ticket beside it. List, filters and open ticket live in the URL. */
export const WorkScreen = () => {
  const { t } = useTranslation(['queue', 'app']);
  const { user } = useSession();
  const density = useDensity();
  const navigate = useNavigate();
  const params = useParams({ strict: false });
  const search: QueueSearch = useSearch({ strict: false });
  const asked = params.view ?? search.view;
  const view: QueueView = isQueueView(asked) ? asked : 'waiting';
  const openNumber = params.number ?? null;
  const columns = useColumns(openNumber !== null);
  const { q, shop, topic, channel, owner, due } = search;

  const list = useMemo(
    () => queueList(view, { q, shop, topic, channel, owner, due }, user.id),
    [view, q, shop, topic, channel, owner, due, user.id],
  );
  const live = useLiveQueue(list, user.id);
  const { queue, apply, pending } = live;
  const desks = useDesks();
  const counts = useViewCounts(user.id);
  const verbs = useTicketVerbs(live.take);
  const handle = useRef<QueueListHandle>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [filterOpen, setFilterOpen] = useState(false);
  const stillness = useStillApply(pending, apply);

  const open = useCallback(
    (number: string | null) => {
      const filters = { q, shop, topic, channel, owner, due };
      if (number === null) void navigate({ to: '/console/queue/$view', params: { view }, search: filters });
      else void navigate({ to: '/console/t/$number', params: { number }, search: { view, ...filters } });
    },
    [navigate, view, q, shop, topic, channel, owner, due],
  );
  const changeSearch = (next: QueueSearch) =>
    void navigate(
      openNumber === null
        ? { to: '/console/queue/$view', params: { view }, search: { ...next, view: undefined } }
        : { to: '/console/t/$number', params: { number: openNumber }, search: { ...next, view } },
    );
  const changeView = (by: number) => {
    const next = QUEUE_VIEWS[(QUEUE_VIEWS.indexOf(view) + by + QUEUE_VIEWS.length) % QUEUE_VIEWS.length] ?? 'waiting';
    void navigate({ to: '/console/queue/$view', params: { view: next }, search: { q, shop, topic, channel } });
  };

  const openId = [...queue.rows.values()].find((row) => row.number === openNumber)?.id ?? null;
  useEffect(() => {
    if (openId !== null) setActiveId(openId);
  }, [openId]);

  const marks = useMarks(verbs, queue.rows);
  const mayAssign = useCan('ticket:assign');
  const mayAnswer = useCan('ticket:answer');
  const [isAssigning, setAssigning] = useState(false);
  const [isReplying, setReplying] = useState(false);
  const claims = useClaims({ verbs, open, chosenId: activeId ?? openId, rows: queue.rows });

  useEffect(() => {
    document.title = openNumber ? t('titleTicket', { number: openNumber }) : t('title', { view: t(`views.${view}`) });
  }, [t, view, openNumber]);
  useEffect(() => {
    if (queue.held.length > 0) announce(t('newBar.said', { count: queue.held.length }));
  }, [t, queue.held.length]);

  useEffect(() => {
    if (live.reloads > 0) announce(t('reloaded'));
  }, [t, live.reloads]);

  const chosen = activeId ?? openId;
  const chooseFirst = chosen === null ? t('claim.chooseFirst') : null;
  useCommands('list', [
    { id: 'list.n', label: t('claim.next'), keys: ['N'], blocked: claims.blocked, run: () => void claims.next() },
    {
      id: 'list.x',
      label: t('app:keys.list.x'),
      keys: ['X'],
      blocked: chooseFirst,
      run: () => chosen !== null && marks.toggle(chosen),
    },
    {
      id: 'list.shiftx',
      label: t('app:keys.list.shiftx'),
      keys: ['Shift', 'X'],
      run: () => marks.toggleAll(queue.order),
    },
    { id: 'list.f', label: t('app:keys.list.f'), keys: ['F'], run: () => setFilterOpen(true) },
    { id: 'list.dot', label: t('app:keys.list.dot'), keys: ['.'], run: apply },
  ]);
  useColumnCommands(columns);

  useShortcuts({
    j: () => handle.current?.step(1),
    k: () => handle.current?.step(-1),
    arrowdown: () => handle.current?.step(1),
    arrowup: () => handle.current?.step(-1),
    '.': apply,
    f: () => setFilterOpen(true),
    '[': () => changeView(-1),
    ']': () => changeView(1),
    n: () => void claims.next(),
    c: () => void claims.claim(),
    x: () => {
      const id = activeId ?? queue.order[0];
      if (id !== undefined && id !== null) marks.toggle(id);
    },
    'shift+x': () => marks.toggleAll(queue.order),
    // With a ticket open the keys belong to it.
    a: () => (openNumber === null && mayAssign && marks.ids.size > 0 ? setAssigning(true) : false),
    r: () => (openNumber === null && mayAnswer && marks.ids.size > 0 ? setReplying(true) : false),
    u: () => (openNumber === null ? void claims.release() : false),
    escape: () => {
      if (openNumber === null && (marks.ids.size > 0 || marks.said !== null)) {
        marks.clear();
        return undefined;
      }
      if (openNumber === null) return false;
      open(null);
      handle.current?.focusActive();
      return undefined;
    },
  });

  const openRow = (id: string) => {
    setActiveId(id);
    const row = queue.rows.get(id);
    if (row) open(row.number);
  };
  const belongs = useCallback(
    (id: string) => {
      const row = queue.rows.get(id);
      return row !== undefined && list.rules.belongs(row, serverNow());
    },
    [queue.rows, list],
  );
  const notices = useMemo(() => new Map([...claims.notices, ...marks.results]), [claims.notices, marks.results]);
  const Heading = openNumber === null ? 'h1' : 'h2';
  const isFiltered = Boolean(q || shop || topic || channel || owner || due);

  return (
    <div
      className={classes.screen}
      data-open={openNumber !== null}
      data-density={density}
      style={{ '--list': `${columns.list.width}px`, '--context': `${columns.context.width}px` } as CSSProperties}
    >
      <section id="queue-column" className={classes.pane} aria-label={t('label')} data-region>
        <Heading className="visually-hidden">{t('label')}</Heading>
        <QueueHead
          view={view}
          search={search}
          counts={counts}
          desks={desks}
          filterOpen={filterOpen}
          onFilterOpen={setFilterOpen}
          onSearch={changeSearch}
        />
        <NewBar
          isLoaded={queue.loaded}
          isFailing={live.failure !== null}
          count={queue.held.length}
          hasChanged={pending}
          freshAt={live.freshAt}
          onApply={apply}
        />
        <div className={classes.body} {...stillness}>
          {!queue.loaded ? (
            !live.failure && <QueueSkeleton />
          ) : queue.order.length === 0 ? (
            <QueueEmpty view={view} isFiltered={isFiltered} onReset={() => changeSearch({})} />
          ) : (
            <QueueList
              ref={handle}
              live={live}
              desks={desks}
              ownId={user.id}
              total={counts[view] ?? 0}
              label={t('listLabel', { view: t(`views.${view}`) })}
              activeId={activeId}
              openNumber={openNumber}
              notices={notices}
              marked={marks.ids}
              belongs={belongs}
              onActive={setActiveId}
              onOpen={openRow}
              onMark={marks.toggle}
            />
          )}
        </div>
        {live.failure && (
          <QueueFailure error={live.failure} freshAt={live.freshAt} hasRows={queue.loaded} onRetry={live.retry} />
        )}
        <BulkBar
          marks={marks}
          rows={queue.rows}
          onAssign={() => setAssigning(true)}
          onReply={() => setReplying(true)}
        />
        {isAssigning && (
          <AssignDialog
            count={marks.ids.size}
            onAssign={({ userId, name }) => void marks.assign(userId, name)}
            onClose={() => setAssigning(false)}
          />
        )}
        {isReplying && (
          <BulkReplyDialog
            rows={[...marks.ids].flatMap((id) => queue.rows.get(id) ?? [])}
            desks={desks}
            onReply={(answers) => void marks.reply(answers)}
            onClose={() => setReplying(false)}
          />
        )}
        <QueueFoot claims={claims} hasChosen={activeId !== null || openId !== null} />
      </section>
      <ColumnSplitter name="list" columns={columns} controls="queue-column" />
      {openNumber === null ? (
        <section className={classes.blank} aria-label={t('blank.label')}>
          <Empty isPane>{t(queue.rows.size === 0 ? 'blank.none' : 'blank.text')}</Empty>
        </section>
      ) : (
        <TicketPane
          key={openNumber}
          number={openNumber}
          verbs={verbs}
          focusComposer={claims.claimedNumber === openNumber}
          onClose={() => {
            open(null);
            handle.current?.focusActive();
          }}
          onLeaveComposer={() => handle.current?.focusActive()}
          onOpen={open}
        />
      )}
    </div>
  );
};
