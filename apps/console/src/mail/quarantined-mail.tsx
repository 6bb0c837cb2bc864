import { IconAlertTriangle, IconInbox, IconMailOff, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView, QuarantinedMailView, RawMailView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { useNow } from '../shared/ticker.js';
import { dayAndTime } from '../shared/time.js';
import { fileSize } from '../ticket/mail-text.js';
import { ApiError } from '../wire/api.js';
import { waitsLong } from './ledger-sum.js';
import { rawMailQuery } from './mail-queries.js';
import { useMailWords } from './mail-words.js';
import { likelyCharset, RAW_CHARSETS, rawText, type RawCharset } from './raw-text.js';
import classes from './mail.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

const MASKED = /\[\[masked:(card|mynumber)\]\]/gu;

/** The mail as it came, as inert text. */
const Raw = ({ raw }: { raw: RawMailView }) => {
  const { t } = useTranslation(['mail', 'words']);
  const [charset, setCharset] = useState<RawCharset>(() => likelyCharset(raw.text));
  return (
    <>
      <div className={classes.rawHead}>
        <h3>{t('review.raw')}</h3>
        <label>
          {t('review.read')}
          <select value={charset} onChange={(event) => setCharset(event.currentTarget.value as RawCharset)}>
            {RAW_CHARSETS.map((each) => (
              <option key={each} value={each}>
                {each.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
      </div>
      <pre className={classes.raw} tabIndex={0} aria-label={t('review.raw')}>
        {rawText(raw.text, charset).replace(MASKED, (_, secret: string) => `[${t(`words:masked.${secret}`)}]`)}
      </pre>
      <p className={classes.quiet}>
        {t('review.rawNote')} {raw.cut && t('review.cut')}
      </p>
    </>
  );
};

interface QuarantinedMailProps {
  mail: QuarantinedMailView;
  desk: DeskView | undefined;
  isBusy: boolean;
  failure: string | null;
  onDecide: (verb: 'file' | 'discard') => void;
}

/** One mail that waits: what is known of it, how it came, and the two ways on. */
export const QuarantinedMail = ({ mail, desk, isBusy, failure, onDecide }: QuarantinedMailProps) => {
  const { t } = useTranslation('mail');
  const words = useMailWords();
  const now = useNow(10_000);
  const { data: raw, error, refetch } = useQuery(rawMailQuery(mail.id));
  const blocked = isBusy ? t('review.busy') : null;
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
        <dd className={classes.sender}>
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
        <dt>{t('review.size')}</dt>
        <dd>{fileSize(mail.size)}</dd>
      </dl>
      <div className={classes.rawPart}>
        {raw ? (
          <Raw key={mail.id} raw={raw} />
        ) : error ? (
          <p role="alert">
            {error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed')}{' '}
            <Action onClick={() => void refetch()}>{t('again')}</Action>
          </p>
        ) : (
          <p className={classes.quiet}>{t('loading')}</p>
        )}
      </div>
      <footer className={classes.decide}>
        {failure && <p className={classes.failure}>{failure}</p>}
        <Action
          look="primary"
          keys={['Y']}
          icon={<IconInbox {...icon} />}
          blocked={blocked}
          onClick={() => onDecide('file')}
        >
          {t('review.file')}
        </Action>
        <Action keys={['W']} icon={<IconTrash {...icon} />} blocked={blocked} onClick={() => onDecide('discard')}>
          {t('review.discard')}
        </Action>
        <p className={classes.quiet}>{t('review.note')}</p>
      </footer>
    </>
  );
};
