import { Drawer } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useSession } from '../app/session.js';
import { announce } from '../shared/announcer.js';
import { Action } from '../shared/action.js';
import { ColumnSplitter } from '../shared/column-splitter.js';
import { useColumns } from '../shared/columns.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { ApiError } from '../wire/api.js';
import { useLooking, usePresence } from '../wire/presence.js';
import { sameRequesterQuery, ticketQuery, useDesks } from '../wire/queries.js';
import { useConnection } from '../wire/socket.js';
import { ComplaintDialog } from './complaint-dialog.js';
import { Composer, type ComposerHandle } from './composer.js';
import { ContextColumn } from './context-column.js';
import { Conversation } from './conversation.js';
import { EscalateDialog } from './escalate-dialog.js';
import { EscalationBar } from './escalation-bar.js';
import { MergeDialog } from '../merging/merge-dialog.js';
import { MergedBar } from '../merging/merged-bar.js';
import { SameRequesterList } from '../merging/same-requester.js';
import { useMerging } from '../merging/use-merging.js';
import { MakePromiseDialog } from '../promises/make-promise-dialog.js';
import { PracticeReview } from '../training/practice-review.js';
import { HandBackDialog } from './hand-back-dialog.js';
import { useNoteDraft, useReplyDraft } from './reply-draft.js';
import type { TicketActions } from './ticket-actions.js';
import { TicketHeader } from './ticket-header.js';
import { useNews } from './use-news.js';
import { useTicketCommands } from './use-ticket-commands.js';
import type { TicketVerbs } from './use-ticket-verbs.js';
import { Empty } from '../shared/empty.js';
import classes from './ticket.module.css';

interface TicketPaneProps {
  number: string;
  verbs: TicketVerbs;
  /** True right after this person claimed it: the answer comes next. */
  focusComposer: boolean;
  onClose: () => void;
  onLeaveComposer: () => void;
  onOpen: (number: string) => void;
}

/** The ticket beside the list: loaded by its number, kept fresh by pushes. */
export const TicketPane = (props: TicketPaneProps) => {
  const { t } = useTranslation(['ticket', 'app']);
  const { data: ticket, error, refetch } = useQuery(ticketQuery(props.number));
  if (ticket) return <Ticket {...props} ticket={ticket} />;
  const isUnknown = error instanceof ApiError && error.code === 'not_found';
  return (
    <section className={classes.blank} aria-label={t('ticket:label')}>
      <Empty isPane isBusy={!error}>
        {error && (
          <>
            <p>{error instanceof ApiError ? error.sentence(presentLanguage()) : t('app:failure.text')}</p>
            {isUnknown ? (
              <p>{t('ticket:unknown')}</p>
            ) : (
              <Action onClick={() => void refetch()}>{t('app:failure.retry')}</Action>
            )}
            <Action onClick={props.onClose}>{t('ticket:back')}</Action>
          </>
        )}
      </Empty>
    </section>
  );
};

/** Nothing can be given to anybody any more. */
const ENDED = new Set<TicketView['state']>(['closed', 'handed_back', 'merged', 'spam']);

const Ticket = (props: TicketPaneProps & { ticket: TicketView }) => {
  const { ticket, verbs, focusComposer, onClose, onLeaveComposer, onOpen } = props;
  const { t } = useTranslation(['ticket', 'app']);
  const { user } = useSession();
  const desk = useDesks().get(ticket.deskId);
  const people = (usePresence().get(ticket.id) ?? []).filter((person) => person.userId !== user.id);
  const connection = useConnection();
  const [draft, keep] = useReplyDraft(ticket.number);
  const [note, keepNote] = useNoteDraft(ticket.number);
  const [isWriting, setWriting] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isContextOpen, setContextOpen] = useState(false);
  const [isHandingBack, setHandingBack] = useState(false);
  const [isPromising, setPromising] = useState(false);
  const [isEscalating, setEscalating] = useState(false);
  const [isGrading, setGrading] = useState(false);
  const [isMerging, setMerging] = useState(false);
  const columns = useColumns(true);
  const isWide = columns.shown.includes('context');
  const composer = useRef<ComposerHandle>(null);
  const [stoppedBy, setStoppedBy] = useState<string | null>(null);
  const newIds = useNews(ticket, user.id);
  useLooking(ticket.id, isWriting);

  useEffect(() => {
    if (focusComposer) composer.current?.focus();
  }, [focusComposer]);

  // What was brought along from a merged ticket: what is on screen here counts from now on.
  useEffect(() => {
    if (draft.text !== '' && draft.baseVersion === null) keep({ ...draft, baseVersion: ticket.version });
  }, [draft, keep, ticket.version]);

  const latestDraft = useRef(draft);
  latestDraft.current = draft;
  /** One's own step is no news: a draft that had seen the ticket before it has seen it after it. */
  const advance = useCallback(
    (before: number, after: TicketView) => {
      const { baseVersion } = latestDraft.current;
      if (baseVersion === before && after.version === before + 1) {
        keep({ ...latestDraft.current, baseVersion: after.version });
      }
    },
    [keep],
  );
  const act = useCallback(
    async (verb: () => Promise<TicketView>) => {
      setFailure(null);
      try {
        advance(ticket.version, await verb());
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        setFailure(error.sentence(presentLanguage()));
        announce(error.sentence(presentLanguage()), 'assertive');
      }
    },
    [advance, ticket.version],
  );
  const actions: TicketActions = useMemo(
    () => ({
      claim: () => void act(() => verbs.claim(ticket.id)),
      resolve: () => void act(() => verbs.resolve(ticket.id)),
      reopen: () => void act(() => verbs.reopen(ticket.id)),
      handBack: () => setHandingBack(true),
      promise: () => setPromising(true),
      escalate: () => setEscalating(true),
      complaint: () => setGrading(true),
      merge: () => setMerging(true),
      release: () => void act(() => verbs.release(ticket.id)),
      assign: (assigneeId) => void act(() => verbs.assign(ticket.id, assigneeId)),
      sort: (topic) => void act(() => verbs.sort(ticket.id, { topic })),
    }),
    [act, verbs, ticket.id],
  );
  const merging = useMerging({ ticket, verbs, draft, keep, onOpen });
  const same = useQuery({ ...sameRequesterQuery(ticket), enabled: user.permissions.includes('ticket:merge') });
  const isMerged = ticket.state === 'merged';
  const blocked = connection.state === 'cut' ? t('app:connection.blocked') : null;
  const may = (permission: (typeof user.permissions)[number]) =>
    user.permissions.includes(permission) && blocked === null;

  useTicketCommands(ticket, blocked);
  useShortcuts({
    a: () => (may('ticket:merge') && !isMerged ? actions.merge() : false),
    d: () => (may('ticket:resolve') && ticket.state !== 'closed' && !isMerged ? actions.resolve() : false),
    b: () => (may('ticket:answer') && !ENDED.has(ticket.state) ? actions.handBack() : false),
    e: () => (may('escalation:open') && !isMerged ? actions.escalate() : false),
    l: () => (may('escalation:open') && !isMerged ? actions.complaint() : false),
    t: () => (may('promise:keep') && !isMerged ? actions.promise() : false),
    u: () => (may('ticket:release') && ticket.assigneeId !== null ? actions.release() : false),
    i: () => (isWide ? false : setContextOpen((before) => !before)),
  });

  const context = (
    <ContextColumn
      ticket={ticket}
      desk={desk}
      sameCount={same.data?.length ?? 0}
      same={<SameRequesterList others={same.data} merging={merging} blocked={blocked} onOpen={onOpen} />}
    />
  );
  return (
    <>
      <section className={classes.pane} aria-label={t('ticket:label')} data-region data-testid="ticket">
        <div className={classes.narrowBar}>
          <Action look="quiet" icon={<IconArrowLeft size={16} aria-hidden="true" />} onClick={onClose}>
            {t('ticket:back')}
          </Action>
          {!isWide && (
            <Action look="quiet" keys={['I']} aria-expanded={isContextOpen} onClick={() => setContextOpen(true)}>
              {t('ticket:context.open')}
            </Action>
          )}
        </div>
        <TicketHeader ticket={ticket} desk={desk} ownId={user.id} people={people} actions={actions} blocked={blocked} />
        <MergedBar
          ticket={ticket}
          merging={merging}
          hasDraft={draft.text !== '' || note !== ''}
          blocked={blocked}
          onOpen={onOpen}
        />
        <EscalationBar ticket={ticket} onEscalate={actions.escalate} />
        {(failure ?? merging.failure) && (
          <p className={classes.failure} role="status">
            {failure ?? merging.failure}
          </p>
        )}
        <Conversation ticket={ticket} desk={desk} ownId={user.id} newIds={newIds} revealId={stoppedBy} />
        <PracticeReview ticket={ticket} />
        <Composer
          ref={composer}
          ticket={ticket}
          desk={desk}
          verbs={verbs}
          draft={draft}
          keep={keep}
          note={note}
          keepNote={keepNote}
          onOwnStep={advance}
          onWriting={setWriting}
          onLeave={onLeaveComposer}
          // Off the text field, so that N takes the next one at once.
          onSent={() => document.getElementById('ticket-title')?.focus()}
          onStopped={setStoppedBy}
        />
      </section>
      {isEscalating && (
        <EscalateDialog
          ticket={ticket}
          onClose={() => setEscalating(false)}
          onDone={(hidden) => {
            setEscalating(false);
            if (hidden) onClose();
          }}
        />
      )}
      {isGrading && <ComplaintDialog ticket={ticket} onClose={() => setGrading(false)} />}
      {isMerging && (
        <MergeDialog ticket={ticket} same={same.data ?? []} merging={merging} onClose={() => setMerging(false)} />
      )}
      <MakePromiseDialog opened={isPromising} ticket={ticket} desk={desk} onClose={() => setPromising(false)} />
      {isHandingBack && (
        <HandBackDialog
          ticket={ticket}
          desk={desk}
          verbs={verbs}
          written={draft.text}
          onClose={() => setHandingBack(false)}
          onDone={(sent) => {
            setHandingBack(false);
            if (sent === draft.text) keep(null);
          }}
        />
      )}
      {isWide ? (
        <>
          <ColumnSplitter name="context" columns={columns} controls="context-column" />
          <aside
            id="context-column"
            className={classes.context}
            aria-label={t('ticket:context.label')}
            data-region
            tabIndex={0}
          >
            {context}
          </aside>
        </>
      ) : (
        <Drawer
          opened={isContextOpen}
          onClose={() => setContextOpen(false)}
          position="right"
          size={360}
          withCloseButton={false}
          aria-label={t('ticket:context.label')}
        >
          <Action data-autofocus onClick={() => setContextOpen(false)}>
            {t('app:keys.close')}
          </Action>
          {context}
        </Drawer>
      )}
    </>
  );
};
