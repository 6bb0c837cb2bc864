import { useQuery } from '@tanstack/react-query';
import { IconAlertCircle } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InvitedPerson, PASSWORD_MIN_LENGTH } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { dayLabel } from '../shared/time.js';
import { api, ApiError } from '../wire/api.js';
import { PasswordField } from './password-field.js';
import { DeskHead } from './desk-head.js';
import classes from './sign-in.module.css';

/** `/invite/<token>`: an invited person chooses a password, once. */
export const InviteScreen = () => {
  const { t } = useTranslation('people');
  const { token } = useParams({ from: '/invite/$token' });
  const [isDone, setDone] = useState(false);
  const invited = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api.post<InvitedPerson>('invitations/open', { token }),
    retry: false,
    staleTime: Infinity,
  });

  useEffect(() => {
    document.title = t('invite.title');
  }, [t]);

  return (
    <div className={classes.page}>
      <main className={classes.middle}>
        <div className={classes.column}>
          <div className={classes.card}>
            <DeskHead />
            {isDone ? (
              <>
                <h1>{t('invite.done')}</h1>
                <p>{t('invite.doneText')}</p>
                <Link to="/login" className={classes.submit}>
                  {t('invite.signIn')}
                </Link>
              </>
            ) : invited.data ? (
              <PasswordForm token={token} person={invited.data} onDone={() => setDone(true)} />
            ) : (
              <>
                <h1>{t(invited.error ? 'invite.goneTitle' : 'invite.title')}</h1>
                {invited.error instanceof ApiError && <p role="alert">{invited.error.sentence(presentLanguage())}</p>}
              </>
            )}
          </div>
        </div>
      </main>
    </div>
  );
};

const PasswordForm = ({ token, person, onDone }: { token: string; person: InvitedPerson; onDone: () => void }) => {
  const { t } = useTranslation('people');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await api.post('invitations/accept', { token, password });
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error.sentence(presentLanguage()));
      field.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-labelledby="invite">
      <h1 id="invite">{t('invite.hello', { name: person.name })}</h1>
      <p className={classes.inviteText}>
        {t('invite.text', { length: PASSWORD_MIN_LENGTH, day: dayLabel(person.expiresAt, presentLanguage()) })}
      </p>
      <div className={classes.field}>
        <label htmlFor="email">{t('invite.email')}</label>
        <div className={classes.control}>
          <input id="email" type="email" autoComplete="username" readOnly value={person.email} />
        </div>
      </div>
      <PasswordField ref={field} value={password} onChange={setPassword} autoComplete="new-password" />
      <div aria-live="assertive">
        {failure && (
          <div className={classes.problem}>
            <IconAlertCircle size={20} stroke={1.75} aria-hidden />
            <div>{failure}</div>
          </div>
        )}
      </div>
      <button type="submit" className={classes.submit} aria-disabled={isBusy}>
        {t(isBusy ? 'saving' : 'invite.submit')}
      </button>
    </form>
  );
};
