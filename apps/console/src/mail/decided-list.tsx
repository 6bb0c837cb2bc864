import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskView } from '#libs/contracts';
import { TenantMark } from '../shared/tenant-mark.js';
import { useNow } from '../shared/ticker.js';
import { decidedQuery } from './mail-queries.js';
import { recentTime } from './mail-words.js';
import { More } from './more.js';
import classes from './quarantine-table.module.css';

interface DecidedListProps {
  mailboxId: string | undefined;
  desks: ReadonlyMap<string, DeskView>;
}

/** What people decided within the last day, the last first: what became of it, who said so and why. */
export const DecidedList = ({ mailboxId, desks }: DecidedListProps) => {
  const { t } = useTranslation('mail');
  const now = useNow(60_000);
  const list = useInfiniteQuery(decidedQuery(mailboxId));
  const decided = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (decided.length === 0) return null;
  return (
    <section className={classes.decided} aria-labelledby="decided-title">
      <h2 id="decided-title">{t('done.title')}</h2>
      <ul>
        {decided.map((mail) => (
          <li key={mail.id}>
            <span className={classes.sender}>
              <TenantMark mark={desks.get(mail.deskId)?.mark} size={20} />
              <span>{mail.senderAddress ?? (mail.envelopeFrom || t('noSender'))}</span>
            </span>
            <span>{mail.subject ?? t('noSubject')}</span>
            <span>
              {t(`done.${mail.decision}`, {
                because: mail.because === null ? '' : t(`discard.reason.${mail.because}`),
                by: mail.by,
                time: recentTime(mail.at, now),
              })}
            </span>
            {mail.number !== null && mail.decision === 'filed' && (
              <Link to="/console/t/$number" params={{ number: mail.number }}>
                {t('done.open', { number: mail.number })}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <More
        pages={list.hasNextPage && { isLoading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
        shown={decided.length}
      />
    </section>
  );
};
