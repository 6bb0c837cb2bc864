import { IconAlertOctagon, IconPlayerPause } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskView, MailboxView, MailLedgerRow } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { IdentityBand } from '../shared/identity-band.js';
import { useNow } from '../shared/ticker.js';
import { clockTime } from '../shared/time.js';
import { FetchingSwitch } from './fetching-switch.js';
import { recentTime, useMailWords } from './mail-words.js';
import { faultTone } from './mailbox-state.js';
import classes from './mail.module.css';

interface MailboxHealthProps {
  mailbox: MailboxView;
  row: MailLedgerRow | undefined;
  desk: DeskView | undefined;
  /** False where the settings are already on screen. */
  hasSettings?: boolean;
}

/** Whose mailbox it is, how its mail comes, and what is wrong with it in the server's own words. */
export const MailboxHealth = ({ mailbox, row, desk, hasSettings = true }: MailboxHealthProps) => {
  const { t } = useTranslation('mail');
  const words = useMailWords();
  const now = useNow(10_000);
  const mayWrite = useCan('mailbox:write');
  const source = row?.source ?? (mailbox.imap ? 'both' : 'smtp');
  const last = mailbox.checkedAt
    ? t('health.checked', { time: clockTime(mailbox.checkedAt) })
    : mailbox.imap
      ? t('mailboxes.waiting')
      : t('health.listening');
  const { fault } = mailbox;
  return (
    <>
      <IdentityBand
        mark={desk?.mark}
        name={mailbox.address}
        label={t('health.band')}
        use={[desk?.siteName, t(`source.${source}`), last].filter(Boolean).join(' ・ ')}
        side={
          mayWrite && (
            <>
              {mailbox.imap && <FetchingSwitch key={mailbox.id} mailbox={mailbox} />}
              {hasSettings && (
                <Link className="action" to="/console/mail/settings" search={{ mailbox: mailbox.id }}>
                  {t('health.open')}
                </Link>
              )}
            </>
          )
        }
      />
      {mailbox.stopped && (
        <div className={classes.fault} data-tone="warn" role="status">
          <IconPlayerPause size={16} stroke={1.75} aria-hidden="true" />
          <p>{t('fetching.since', { time: recentTime(mailbox.stopped.at, now), name: mailbox.stopped.by })}</p>
        </div>
      )}
      {fault && (
        <div className={classes.fault} data-tone={faultTone(mailbox.faultSince, now)} role="status">
          <IconAlertOctagon size={16} stroke={1.75} aria-hidden="true" />
          <p>
            <strong>
              {t('health.fault', {
                time: mailbox.faultSince ? recentTime(mailbox.faultSince, now) : '',
                reason: words.fault(fault.reason),
              })}
            </strong>{' '}
            {fault.words && t('health.server', { words: fault.words })} {t('health.stored')}
          </p>
        </div>
      )}
    </>
  );
};
