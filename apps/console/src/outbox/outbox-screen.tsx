import { useInfiniteQuery } from '@tanstack/react-query';
import { IconInbox, IconMailPause, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView, OutboxMail, OutboxPage } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { dayAndTime } from '../shared/time.js';
import { api, ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { MailReader } from './mail-reader.js';
import { Empty } from '../shared/empty.js';
import listRows from '../shared/list-row.module.css';
import shared from '../shared/shared.module.css';
import classes from './outbox.module.css';

const useOutbox = () =>
  useInfiniteQuery({
    queryKey: ['outbox'],
    queryFn: ({ pageParam, signal }) => api.get<OutboxPage>('outbox', { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchOnMount: 'always',
  });

/** `/console/outbox`: mail that has nowhere to go because no relay is configured, as it would have left. */
export const OutboxScreen = () => {
  const { t } = useTranslation('outbox');
  const outbox = useOutbox();
  const desks = useDesks();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const mails = outbox.data?.pages.flatMap((page) => page.items) ?? [];
  const present = mails.findIndex((mail) => mail.id === chosenId);
  const chosen = mails[present] ?? mails[0];

  useEffect(() => {
    document.title = t('title');
  }, [t]);
  const move = (by: number) => {
    const next = mails[Math.min(mails.length - 1, Math.max(0, present + by))];
    if (!next) return;
    setChosenId(next.id);
    document.getElementById(`mail-${next.id}`)?.focus();
  };
  useShortcuts({ j: () => move(1), k: () => move(-1) });

  return (
    <div className={classes.screen}>
      <header className={`${shared.screenHead} ${classes.head}`} data-holding={mails.length > 0}>
        <h1>{t('title')}</h1>
        <p>
          {mails.length > 0 && (
            <>
              <IconMailPause size={18} stroke={1.75} aria-hidden />
              <strong>{t('relay')}</strong> <span>{t('relayNote')}</span>
            </>
          )}
        </p>
        <Action
          icon={<IconRefresh size={16} stroke={1.75} aria-hidden />}
          blocked={outbox.isFetching ? t('loading') : null}
          onClick={() => void outbox.refetch()}
        >
          {t('refresh')}
        </Action>
      </header>
      {outbox.isError && (
        <div className={classes.failure} role="alert">
          {t('failed')} {outbox.error instanceof ApiError && outbox.error.sentence(presentLanguage())}
          <Action onClick={() => void outbox.refetch()}>{t('retry')}</Action>
        </div>
      )}
      {outbox.isSuccess && mails.length === 0 ? (
        <Empty icon={IconInbox} title={t('empty')}>
          {t('emptyNote')}
        </Empty>
      ) : (
        <div className={classes.columns}>
          <section className={classes.list} aria-label={t('list')} data-region>
            <p className={classes.count}>{outbox.isSuccess ? t('count', { count: mails.length }) : t('loading')}</p>
            <ul>
              {mails.map((mail) => (
                <li key={mail.id}>
                  <MailRow
                    mail={mail}
                    desk={deskOf(mail, desks)}
                    isChosen={mail.id === chosen?.id}
                    onChoose={() => setChosenId(mail.id)}
                  />
                </li>
              ))}
            </ul>
            {outbox.hasNextPage && (
              <div className={classes.more}>
                <Action
                  blocked={outbox.isFetchingNextPage ? t('loading') : null}
                  onClick={() => void outbox.fetchNextPage()}
                >
                  {t('more')}
                </Action>
              </div>
            )}
          </section>
          {chosen ? (
            <MailReader mail={chosen} desk={deskOf(chosen, desks)} />
          ) : (
            <Empty isPane>{outbox.isSuccess && t('choose')}</Empty>
          )}
        </div>
      )}
    </div>
  );
};

/** The desk in whose name the mail leaves: the tenant's desk with this sender, or the tenant's only one. */
const deskOf = (mail: OutboxMail, desks: ReadonlyMap<string, DeskView>): DeskView | undefined => {
  const own = [...desks.values()].filter((desk) => desk.tenantId === mail.tenantId);
  return own.find((desk) => mail.from.includes(desk.replyFrom)) ?? (own.length === 1 ? own[0] : undefined);
};

interface MailRowProps {
  mail: OutboxMail;
  desk: DeskView | undefined;
  isChosen: boolean;
  onChoose: () => void;
}

const MailRow = ({ mail, desk, isChosen, onChoose }: MailRowProps) => {
  const { t } = useTranslation('outbox');
  const at = dayAndTime(mail.createdAt, presentLanguage());
  // The mark tells whose it is: every subject begins with the desk's name in brackets, and nothing else would be seen of it.
  const subject = mail.subject.replace(/^(?:【.*?】|\[.*?\])\s*/, '') || t('noSubject');
  return (
    <button
      type="button"
      id={`mail-${mail.id}`}
      className={`${listRows.listRow} ${classes.row}`}
      aria-current={isChosen ? 'true' : undefined}
      aria-label={t('item', { to: mail.to, subject, at })}
      onClick={onChoose}
    >
      <TenantMark mark={desk?.mark} size={24} />
      <span className={classes.rowText}>
        <span className={classes.rowSubject}>{subject}</span>
        <span className={classes.rowTo}>{mail.to}</span>
      </span>
      <span className={classes.rowAt}>{at}</span>
    </button>
  );
};
