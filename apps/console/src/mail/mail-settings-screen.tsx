import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { DeskMail } from './desk-mail.js';
import { ImapForm } from './imap-form.js';
import { ledgerQuery, mailboxesQuery } from './mail-queries.js';
import { MailboxHealth } from './mailbox-health.js';
import { MailboxList } from './mailbox-list.js';
import { MailboxTestPart } from './mailbox-test.js';
import { NewMailbox } from './new-mailbox.js';
import { Empty } from '../shared/empty.js';
import shared from '../shared/shared.module.css';
import classes from './mail.module.css';

/** `/console/mail/settings`: how mail comes in and goes out, mailbox by mailbox, and whether it really does. */
export const MailSettingsScreen = () => {
  const { t } = useTranslation('mail');
  const navigate = useNavigate();
  const search = useSearch({ from: '/console/mail/settings' });
  const mailboxes = useQuery(mailboxesQuery);
  const { data: rows } = useQuery(ledgerQuery);
  const desks = useDesks();
  const chosen = mailboxes.data?.find(({ id }) => id === search.mailbox) ?? mailboxes.data?.[0];
  const desk = chosen && desks.get(chosen.deskId);
  const choose = (mailbox: string | null) =>
    void navigate({ to: '/console/mail/settings', search: { mailbox: mailbox ?? undefined }, replace: true });

  useEffect(() => {
    document.title = t('settings.title');
  }, [t]);

  return (
    <div className={classes.screen} data-settings>
      <section className={classes.side} aria-labelledby="mail-settings-title" data-region>
        <header className={`${shared.screenHead} ${classes.sideHead}`}>
          <h1 id="mail-settings-title">{t('settings.title')}</h1>
          <Link className="action" to="/console/mail" search={{ mailbox: search.mailbox }}>
            <IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />
            {t('settings.back')}
          </Link>
        </header>
        <MailboxList
          mailboxes={mailboxes.data ?? []}
          rows={rows ?? []}
          desks={desks}
          chosenId={chosen?.id ?? null}
          onChoose={choose}
          hasAll={false}
        />
        <NewMailbox desks={[...desks.values()]} onAdded={choose} />
      </section>
      <div className={classes.centre} data-region tabIndex={-1}>
        {mailboxes.error && (
          <p className={classes.failure} role="alert">
            {mailboxes.error instanceof ApiError ? mailboxes.error.sentence(presentLanguage()) : t('failed')}{' '}
            <Action onClick={() => void mailboxes.refetch()}>{t('again')}</Action>
          </p>
        )}
        {mailboxes.isSuccess && !chosen && <Empty title={t('mailboxes.empty')} />}
        {chosen && (
          <>
            <MailboxHealth
              mailbox={chosen}
              row={rows?.find((row) => row.mailboxId === chosen.id)}
              desk={desk}
              hasSettings={false}
            />
            <ImapForm key={`imap-${chosen.id}`} mailbox={chosen} />
            <MailboxTestPart key={`test-${chosen.id}`} mailbox={chosen} />
            {desk && <DeskMail key={`desk-${desk.id}`} desk={desk} />}
          </>
        )}
      </div>
    </div>
  );
};
