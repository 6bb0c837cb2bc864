import { useTranslation } from 'react-i18next';
import type { DeskView, OutboxMail } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { shopColours, TenantMark } from '../shared/tenant-mark.js';
import { dayAndTime } from '../shared/time.js';
import { Unbroken } from '../shared/unbroken.js';
import { linksIn } from './links-in.js';
import classes from './outbox.module.css';

/** One mail as plain text, byte for byte as it would have left, with its headers. */
export const MailReader = ({ mail, desk }: { mail: OutboxMail; desk: DeskView | undefined }) => {
  const { t } = useTranslation('outbox');
  return (
    <article className={classes.mail} aria-label={t('mail')} tabIndex={0} data-region>
      <div className={classes.identity} style={desk && shopColours(desk.mark.hue)}>
        <TenantMark mark={desk?.mark} size={28} />
        <h2>
          <Unbroken text={mail.subject || t('noSubject')} />
        </h2>
      </div>
      <dl className={classes.fields}>
        <dt>{t('from')}</dt>
        <dd>{mail.from}</dd>
        <dt>{t('to')}</dt>
        <dd>{mail.to}</dd>
        <dt>{t('createdAt')}</dt>
        <dd>{dayAndTime(mail.createdAt, presentLanguage())}</dd>
      </dl>
      <details className={classes.headers}>
        <summary>{t('headers')}</summary>
        <dl>
          {Object.entries(mail.headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      <div className={classes.text}>
        {linksIn(mail.text).map(({ text, isLink }, index) =>
          isLink ? (
            <a key={index} href={text} target="_blank" rel="noopener noreferrer">
              {text}
            </a>
          ) : (
            <Unbroken key={index} text={text} />
          ),
        )}
      </div>
    </article>
  );
};
