import { IconAlertOctagon, IconAlertTriangle, IconMailOff, IconMessage } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView, QuarantinedMailView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { useMaskedWords } from '../shared/masked-words.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { useNow } from '../shared/ticker.js';
import { dayAndTime } from '../shared/time.js';
import { fileSize, isChecked } from '../ticket/mail-text.js';
import { ApiError } from '../wire/api.js';
import { waitsLong } from './ledger-sum.js';
import { rawMailQuery } from './mail-queries.js';
import { recentTime, useMailWords } from './mail-words.js';
import { RawMail } from './raw-mail.js';
import { SenderProof } from './sender-proof.js';
import screen from './mail.module.css';
import quarantineTable from './quarantine-table.module.css';
import classes from './quarantined-mail.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

interface QuarantinedMailProps {
  mail: QuarantinedMailView;
  desk: DeskView | undefined;
  /** What stands below the mail. */
  children: ReactNode;
}

const Proof = ({ proof }: Pick<QuarantinedMailView, 'proof'>) => {
  const { t } = useTranslation('mail');
  if (proof === null) return t('review.proofNotChecked');
  if (!isChecked({ proof })) return t('review.proofNone');
  return (
    <>
      {proof.dmarc === 'fail' && (
        <strong>
          <IconAlertOctagon {...icon} />
          {t('detail.sender.forged')}
        </strong>
      )}
      <span>
        <SenderProof proof={proof} />
      </span>
    </>
  );
};

/** One mail that waits: what is known of it, what somebody left with it, how it reads and how it came. */
export const QuarantinedMail = ({ mail, desk, children }: QuarantinedMailProps) => {
  const { t } = useTranslation('mail');
  const words = useMailWords();
  const masked = useMaskedWords();
  const now = useNow(10_000);
  const { data: raw, error, refetch } = useQuery(rawMailQuery(mail.id));
  const sender = mail.senderAddress ?? t('noSender');
  return (
    <>
      <header className={classes.mailHead}>
        <IconMailOff {...icon} />
        <h2>{t('review.label')}</h2>
        <time dateTime={mail.receivedAt} data-late={waitsLong(mail.receivedAt, now)}>
          {dayAndTime(mail.receivedAt, presentLanguage())}
        </time>
      </header>
      <dl className={classes.fields}>
        <dt>{t('review.to')}</dt>
        <dd className={quarantineTable.sender}>
          <TenantMark mark={desk?.mark} size={20} />
          <span>{mail.mailboxAddress}</span>
        </dd>
        <dt>{t('review.from')}</dt>
        <dd>{sender}</dd>
        {mail.envelopeFrom !== '' && mail.envelopeFrom !== mail.senderAddress && (
          <>
            <dt>{t('review.envelope')}</dt>
            <dd>{mail.envelopeFrom}</dd>
          </>
        )}
        <dt>{t('review.subject')}</dt>
        <dd>
          <strong>{mail.subject ?? t('noSubject')}</strong>
        </dd>
        <dt>{t('review.why')}</dt>
        <dd className={classes.why}>
          <IconAlertTriangle {...icon} />
          {words.quarantinedLong(mail.reason)}
        </dd>
        <dt>{t('review.proof')}</dt>
        <dd className={classes.proof} data-tone={mail.proof?.dmarc === 'fail' ? 'danger' : undefined}>
          <Proof proof={mail.proof} />
        </dd>
        <dt>{t('review.size')}</dt>
        <dd>{fileSize(mail.size)}</dd>
      </dl>
      {mail.note && (
        <p className={classes.note}>
          <IconMessage {...icon} />
          <span>
            <b>{t('leave.from', { name: mail.note.by, time: recentTime(mail.note.at, now) })}</b>
            {masked(mail.note.text)}
          </span>
        </p>
      )}
      <div className={classes.rawPart}>
        {raw ? (
          <RawMail key={mail.id} raw={raw} />
        ) : error ? (
          <p role="alert">
            {error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed')}{' '}
            <Action onClick={() => void refetch()}>{t('again')}</Action>
          </p>
        ) : (
          <p className={screen.quiet}>{t('loading')}</p>
        )}
        {children}
      </div>
    </>
  );
};
