import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskView, QuarantinedMailView } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { useNow } from '../shared/ticker.js';
import { useAttempt } from '../shared/use-attempt.js';
import { alikeCountQuery, MARKED_AT_MOST, readAlike, sameSenderQuery } from './mail-queries.js';
import { recentTime } from './mail-words.js';
import { More } from './more.js';
import screen from './mail.module.css';
import classes from './mail-decision.module.css';

interface SameSenderProps {
  mailId: string;
  desks: ReadonlyMap<string, DeskView>;
  /** Where the list is narrowed to one mailbox, so is what is marked. */
  mailboxId: string | undefined;
  onMark: (mails: QuarantinedMailView[]) => void;
}

/** What else this sender wrote, and what became of it. */
export const SameSender = ({ mailId, desks, mailboxId, onMark }: SameSenderProps) => {
  const { t } = useTranslation('mail');
  const now = useNow(60_000);
  const list = useInfiniteQuery(sameSenderQuery(mailId));
  const { data: alike = 0 } = useQuery(alikeCountQuery(mailboxId, mailId));
  const { isBusy, failure, attempt } = useAttempt();
  const mails = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className={classes.sameSender} aria-labelledby="same-sender-title">
      <h3 id="same-sender-title">
        <IconUsers size={16} stroke={1.75} aria-hidden="true" />
        {t('sameSender.title')}
      </h3>
      {failure && <p className={screen.failure}>{failure}</p>}
      {alike > 1 && (
        <Action
          blocked={isBusy ? t('review.busy') : null}
          onClick={() => void attempt(async () => onMark(await readAlike(mailboxId, mailId)))}
        >
          {alike > MARKED_AT_MOST
            ? t('sameSender.markFirst', { count: MARKED_AT_MOST, all: alike })
            : t('sameSender.mark', { count: alike })}
        </Action>
      )}
      {list.isSuccess && mails.length === 0 && <p className={screen.quiet}>{t('sameSender.none')}</p>}
      <ul>
        {mails.map((mail) => (
          <li key={mail.id}>
            <TenantMark mark={desks.get(mail.deskId)?.mark} size={20} />
            {mail.number === null ? (
              <span>{mail.subject ?? t('noSubject')}</span>
            ) : (
              <Link
                to="/console/t/$number"
                params={{ number: mail.number }}
                title={t('sameSender.open', { number: mail.number })}
              >
                {mail.subject ?? t('noSubject')}
              </Link>
            )}
            <time dateTime={mail.receivedAt}>{recentTime(mail.receivedAt, now)}</time>
            <span>{t(`sameSender.became.${mail.became}`)}</span>
          </li>
        ))}
      </ul>
      <More
        pages={list.hasNextPage && { isLoading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
        shown={mails.length}
      />
    </section>
  );
};
