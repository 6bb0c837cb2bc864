import { IconAlertOctagon, IconEqual } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailLedgerRow } from '#libs/contracts';
import { Tag } from '../shared/tag.js';
import { useNow } from '../shared/ticker.js';
import { ledgerSum, waitsLong } from './ledger-sum.js';
import { useMailWords } from './mail-words.js';
import screen from './mail.module.css';
import classes from './mail-ledger.module.css';

const Figure = ({ label, count, note, tone }: { label: string; count: number; note: ReactNode; tone?: 'warn' }) => {
  const { t } = useTranslation('mail');
  return (
    <div className={classes.figure} data-tone={tone}>
      <dt>{label}</dt>
      <dd>
        <strong>{count.toLocaleString()}</strong>
        {t('ledger.unit')}
        <span className={classes.figureNote}>{note}</span>
      </dd>
    </div>
  );
};

/** fetched = filed + quarantined + ignored + discarded + pending, as a sum that must add up. */
export const MailLedger = ({ rows }: { rows: readonly MailLedgerRow[] }) => {
  const { t } = useTranslation('mail');
  const words = useMailWords();
  const now = useNow(10_000);
  const sum = ledgerSum(rows);
  const { oldestQuarantinedAt, oldestPendingAt } = sum;
  const age = (since: string) => t('ledger.oldest', { span: words.span(since, now) });
  return (
    <section className={classes.ledger} aria-labelledby="ledger-title">
      <header className={screen.sectionHead}>
        <h2 id="ledger-title">{t('ledger.title')}</h2>
        <span>{t('ledger.note')}</span>
        {sum.gap === 0 ? (
          <Tag tone="ok" icon={<IconEqual stroke={1.75} aria-hidden="true" />}>
            {t('ledger.adds')}
          </Tag>
        ) : (
          <Tag tone="danger" icon={<IconAlertOctagon stroke={1.75} aria-hidden="true" />}>
            {t('ledger.gap', { count: sum.gap })}
          </Tag>
        )}
      </header>
      <p className="visually-hidden">{t('ledger.sum', { ...sum })}</p>
      <dl className={classes.sum}>
        <Figure label={t('ledger.fetched')} count={sum.fetched} note="" />
        <Figure label={t('ledger.filed')} count={sum.filed} note={t('ledger.filedNote')} />
        <Figure
          label={t('ledger.quarantined')}
          count={sum.quarantined}
          tone={oldestQuarantinedAt !== null && waitsLong(oldestQuarantinedAt, now) ? 'warn' : undefined}
          note={oldestQuarantinedAt === null ? t('ledger.nobodyWaits') : age(oldestQuarantinedAt)}
        />
        <Figure
          label={t('ledger.ignored')}
          count={sum.ignored}
          note={
            sum.ignored === 0
              ? t('ledger.noneIgnored')
              : sum.ignoredBecause
                  .slice(0, 2)
                  .map(([reason, count]) => t('ledger.reason', { reason: words.ignored(reason), count }))
                  .join(' ・ ')
          }
        />
        <Figure label={t('ledger.discarded')} count={sum.discarded} note={t('ledger.discardedNote')} />
        <Figure
          label={t('ledger.pending')}
          count={sum.pending}
          note={oldestPendingAt === null ? t('ledger.nonePending') : age(oldestPendingAt)}
        />
      </dl>
      {sum.gap > 0 && (
        <p className={classes.gap} role="status">
          {t('ledger.gapNote')}
        </p>
      )}
      {sum.ignoredBecause.length > 2 && (
        <p className={classes.reasons}>
          <span>{t('ledger.reasons')}</span>
          {sum.ignoredBecause.map(([reason, count]) => (
            <span key={reason}>{t('ledger.reason', { reason: words.ignored(reason), count })}</span>
          ))}
        </p>
      )}
    </section>
  );
};
