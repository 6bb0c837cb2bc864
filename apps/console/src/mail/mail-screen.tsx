import { IconMailbox, IconSettings } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuarantinedMailView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { DecidedList } from './decided-list.js';
import { MailAlarms } from './mail-alarms.js';
import { MailDecisionFoot } from './mail-decision.js';
import { MailLedger } from './mail-ledger.js';
import { ledgerQuery, mailboxesQuery, quarantineQuery } from './mail-queries.js';
import { MailTakeBack } from './mail-take-back.js';
import { MailboxHealth } from './mailbox-health.js';
import { MailboxList } from './mailbox-list.js';
import { QuarantinedMail } from './quarantined-mail.js';
import { waitingOf } from './quarantine-list.js';
import { QuarantineTable } from './quarantine-table.js';
import { SameSender } from './same-sender.js';
import { useMailDecisions } from './use-mail-decisions.js';
import { Empty } from '../shared/empty.js';
import shared from '../shared/shared.module.css';
import classes from './mail.module.css';

/** How far before the end of what is loaded the next page is asked for. */
const MARGIN = 10;

/** `/console/mail`: where all mail went, mailbox by mailbox, and what waits for a person. */
export const MailScreen = () => {
  const { t } = useTranslation('mail');
  const navigate = useNavigate();
  const search = useSearch({ from: '/console/mail' });
  const mayWrite = useCan('mailbox:write');
  const mailboxes = useQuery(mailboxesQuery);
  const ledger = useQuery(ledgerQuery);
  const desks = useDesks();
  const decisions = useMailDecisions();
  const [marked, setMarked] = useState<readonly QuarantinedMailView[]>([]);

  const mailbox = mailboxes.data?.find(({ id }) => id === search.mailbox);
  const rows = (ledger.data ?? []).filter((row) => !mailbox || row.mailboxId === mailbox.id);
  const quarantine = useInfiniteQuery({ ...quarantineQuery(mailbox?.id), enabled: mailboxes.isSuccess });
  const mails = quarantine.data?.pages.flatMap(({ items }) => items) ?? [];
  const present = mails.findIndex(({ id }) => id === search.mail);
  const chosen = search.mail === undefined ? undefined : mails[present];
  // Also mails of pages that were not read may be marked; one that somebody else decided about is found out when it is decided.
  const marks = marked.filter((mail) => quarantine.hasNextPage || mails.some(({ id }) => id === mail.id));
  const targets = marks.length > 0 ? marks : chosen ? [chosen] : [];
  const error = mailboxes.error ?? ledger.error ?? quarantine.error;

  useEffect(() => {
    document.title = t('title');
  }, [t]);
  // The mail of a pasted link may stand on a later page, and J goes on beyond the end of this one. What is being decided stands on none.
  const { hasNextPage, isFetching, isError, fetchNextPage } = quarantine;
  const wantsMore = search.mail !== undefined && !decisions.isBusy && (present < 0 || present > mails.length - MARGIN);
  useEffect(() => {
    if (wantsMore && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [wantsMore, hasNextPage, isFetching, isError, fetchNextPage]);

  const choose = (mail: string | undefined) => {
    void navigate({ to: '/console/mail', search: { mailbox: search.mailbox, mail }, replace: true });
    if (mail !== undefined) document.getElementById(`quarantined-${mail}`)?.focus();
  };
  const move = (by: number) => choose(mails[Math.min(mails.length - 1, Math.max(0, present + by))]?.id);
  /** The next row takes the place of what was decided. */
  const goOn = () => {
    const gone = new Set(targets.map(({ id }) => id));
    const next = mails.slice(present + 1).find(({ id }) => !gone.has(id)) ?? mails.findLast(({ id }) => !gone.has(id));
    setMarked([]);
    if (next || !quarantine.hasNextPage) choose(next?.id);
    // All that was read is decided: the list goes on with what the server has.
    else void quarantine.refetch().then(({ data }) => choose(data?.pages[0]?.items[0]?.id));
  };
  /** Only mails that wait for the same reason are decided together. */
  const mark = () => {
    if (!chosen) return false;
    if (marks.some(({ reason }) => reason !== chosen.reason)) return announce(t('marks.oneRule'), 'assertive');
    const others = marks.filter(({ id }) => id !== chosen.id);
    const isMarked = others.length < marks.length;
    setMarked(isMarked ? others : [...others, chosen]);
    announce(t(isMarked ? 'marks.unmarked' : 'marks.marked'));
  };
  const markAll = (alike: QuarantinedMailView[]) => {
    setMarked(alike);
    announce(t('marks.count', { count: alike.length }));
  };
  useShortcuts({ j: () => move(1), k: () => move(-1), x: mark });

  return (
    <div className={classes.screen}>
      <section className={classes.side} aria-labelledby="mail-title" data-region>
        <header className={`${shared.screenHead} ${classes.sideHead}`}>
          <h1 id="mail-title">{t('title')}</h1>
          {mayWrite && (
            <Link className="action" to="/console/mail/settings" search={{}}>
              <IconSettings size={16} stroke={1.75} aria-hidden="true" />
              {t('mailboxes.settings')}
            </Link>
          )}
        </header>
        <MailboxList
          mailboxes={mailboxes.data ?? []}
          rows={ledger.data ?? []}
          desks={desks}
          chosenId={mailbox?.id ?? null}
          onChoose={(id) => void navigate({ to: '/console/mail', search: { mailbox: id ?? undefined } })}
          hasAll={mailboxes.isSuccess && mailboxes.data.length > 1}
        />
      </section>
      <div className={classes.centre} data-region tabIndex={-1}>
        {error && (
          <p className={classes.failure} role="alert">
            {error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed')}{' '}
            <Action onClick={() => void Promise.all([mailboxes.refetch(), ledger.refetch(), quarantine.refetch()])}>
              {t('again')}
            </Action>
          </p>
        )}
        {mailboxes.isSuccess && mailboxes.data.length === 0 && (
          <Empty icon={IconMailbox} title={t('mailboxes.empty')}>
            {t('mailboxes.emptyNote')}
          </Empty>
        )}
        {mailbox && (
          <MailboxHealth
            mailbox={mailbox}
            row={ledger.data?.find((row) => row.mailboxId === mailbox.id)}
            desk={desks.get(mailbox.deskId)}
          />
        )}
        <MailAlarms mailboxId={mailbox?.id} />
        {ledger.data && ledger.data.length > 0 && <MailLedger rows={rows} />}
        {quarantine.data && (
          <QuarantineTable
            mails={mails}
            total={waitingOf(quarantine.data)}
            more={hasNextPage && { isLoading: quarantine.isFetchingNextPage, load: () => void fetchNextPage() }}
            desks={desks}
            chosenId={chosen?.id ?? null}
            markedIds={new Set(marks.map(({ id }) => id))}
            onChoose={choose}
          />
        )}
        <DecidedList mailboxId={mailbox?.id} desks={desks} />
      </div>
      <aside className={classes.detail} aria-label={t('review.label')} data-region tabIndex={-1}>
        {chosen ? (
          <QuarantinedMail mail={chosen} desk={desks.get(chosen.deskId)}>
            {chosen.senderAddress !== null && (
              <SameSender key={chosen.id} mailId={chosen.id} desks={desks} mailboxId={mailbox?.id} onMark={markAll} />
            )}
          </QuarantinedMail>
        ) : (
          <Empty isPane>
            {decisions.failure ??
              (search.mail !== undefined && quarantine.isSuccess && !hasNextPage
                ? t('quarantine.gone')
                : mails.length > 0 && t('quarantine.choose'))}
          </Empty>
        )}
        <MailTakeBack decisions={decisions} />
        {chosen && (
          <MailDecisionFoot key={chosen.id} mail={chosen} targets={targets} decisions={decisions} onDecided={goOn} />
        )}
      </aside>
    </div>
  );
};
