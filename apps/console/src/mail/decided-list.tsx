import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../shared/time.js';
import type { DecidedMail } from './use-mail-decisions.js';
import classes from './mail.module.css';

/** What was decided since this screen was opened, the last first. */
export const DecidedList = ({ decided }: { decided: readonly DecidedMail[] }) => {
  const { t } = useTranslation('mail');
  if (decided.length === 0) return null;
  return (
    <section className={classes.decided} aria-labelledby="decided-title">
      <h2 id="decided-title">{t('done.title')}</h2>
      <ul>
        {decided.map(({ mail, verb, at, number }) => (
          <li key={mail.id}>
            <span>{mail.senderAddress ?? (mail.envelopeFrom || t('noSender'))}</span>
            <span>{mail.subject ?? t('noSubject')}</span>
            <span>{t(`done.${verb}`, { time: clockTime(at) })}</span>
            {number !== null && (
              <Link to="/console/t/$number" params={{ number }}>
                {t('done.open', { number })}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
