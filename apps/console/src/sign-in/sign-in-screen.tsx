import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { IconAlertCircle, IconLock } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type SessionView } from '#libs/contracts';
import { hasChosenLanguage, presentLanguage, switchLanguage } from '../app/i18n.js';
import { hasDrafts, keepDraftsFor } from '../shared/drafts.js';
import { api, ApiError, setCsrfToken } from '../wire/api.js';
import { sessionQuery } from '../wire/queries.js';
import { destinationOf } from './destination.js';
import { PasswordField } from './password-field.js';
import { DeskHead } from './desk-head.js';
import classes from './sign-in.module.css';
import { useCountdown } from './use-countdown.js';
import { serverNow } from '../wire/server-clock.js';

const LANGUAGE_NAMES = { ja: '日本語', en: 'English' } as const;

type Problem =
  { kind: 'missing' | 'connection' } | { kind: 'wait'; seconds: number } | { kind: 'answer'; error: ApiError };

/** `/login`: one card, one sentence when something is wrong, and a wait that is said in seconds. */
export const SignInScreen = () => {
  const { t } = useTranslation('sign-in');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [waitUntil, setWaitUntil] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const seconds = useCountdown(waitUntil);
  const enter = useEnter();

  useEffect(() => {
    document.title = `${t('title')} - ${t('deskName')}`;
  }, [t]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || seconds > 0) return;
    if (!email.trim() || !password) {
      setProblem({ kind: 'missing' });
      (email.trim() ? passwordField : emailField).current?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await enter(await api.post<SessionView>('session', { email: email.trim(), password }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const found = problemOf(error);
      if (found.kind === 'wait') setWaitUntil(serverNow() + found.seconds * 1000);
      setProblem(found);
      passwordField.current?.focus();
      passwordField.current?.select();
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className={classes.page}>
      <main className={classes.middle}>
        <div className={classes.column}>
          <form className={classes.card} onSubmit={(event) => void submit(event)} noValidate aria-labelledby="sign-in">
            <DeskHead />
            <h1 id="sign-in">{t('title')}</h1>
            <EndedSession />
            <div className={classes.field}>
              <label htmlFor="email">{t('email')}</label>
              <div className={classes.control}>
                <input
                  id="email"
                  ref={emailField}
                  type="email"
                  inputMode="email"
                  autoComplete="username"
                  autoFocus
                  value={email}
                  onChange={(event) => setEmail(event.currentTarget.value)}
                />
              </div>
            </div>
            <PasswordField ref={passwordField} value={password} onChange={setPassword} />
            <div aria-live="assertive">{problem && <ProblemBox problem={problem} isOver={seconds === 0} />}</div>
            <button type="submit" className={classes.submit} aria-disabled={isBusy || seconds > 0}>
              {seconds > 0 ? t('wait', { seconds }) : isBusy ? t('submitting') : t('submit')}
              {!isBusy && <kbd aria-hidden>Enter</kbd>}
            </button>
            <p className={classes.firstTime}>{t('firstTime')}</p>
          </form>
        </div>
      </main>
      <Foot />
    </div>
  );
};

const problemOf = (error: ApiError): Problem => {
  if (error.status === 0) return { kind: 'connection' };
  const isWait = error.code === 'session.slow_down' || error.code === 'request.too_many';
  return isWait ? { kind: 'wait', seconds: Number(error.details.seconds ?? 1) } : { kind: 'answer', error };
};

/** Takes the session over and goes on to the page that was asked for. */
const useEnter = () => {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ strict: false });
  return async (session: SessionView) => {
    keepDraftsFor(session.user.id);
    setCsrfToken(session.csrfToken);
    client.clear();
    client.setQueryData(sessionQuery.queryKey, session);
    if (!hasChosenLanguage()) await switchLanguage(session.user.language, false);
    router.history.push(destinationOf(session.user, next));
  };
};

/** To whoever was at work until a moment ago: why this page is here, and that nothing written is lost. */
const EndedSession = () => {
  const { t } = useTranslation('sign-in');
  const { ended } = useSearch({ strict: false });
  if (!ended) return null;
  return (
    <p className={classes.ended} role="status">
      {t('ended')} {hasDrafts() && t('endedKept')}
    </p>
  );
};

/** The wait is said once with its length; the running seconds stand on the button, where no screen reader repeats them. */
const ProblemBox = ({ problem, isOver }: { problem: Problem; isOver: boolean }) => {
  const { t } = useTranslation('sign-in');
  const sentence = () => {
    switch (problem.kind) {
      case 'missing':
        return t('failedMissing');
      case 'connection':
        return t('failedConnection');
      case 'wait':
        return isOver ? t('ready') : t('failedWait', { seconds: problem.seconds });
      case 'answer':
        return problem.error.sentence(presentLanguage());
    }
  };
  return (
    <div className={classes.problem} role="group" aria-label={t('failed')}>
      <IconAlertCircle size={18} stroke={1.75} aria-hidden />
      <div>
        <b>{t('failed')}</b>
        <span>{sentence()}</span>
      </div>
    </div>
  );
};

const Foot = () => {
  const { t, i18n } = useTranslation('sign-in');
  return (
    <footer className={classes.foot}>
      <span className={classes.recorded}>
        <IconLock size={16} stroke={1.75} aria-hidden />
        {t('recorded')}
      </span>
      <span className={classes.languages} role="group" aria-label={t('language')}>
        {LANGUAGES.map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            aria-pressed={i18n.language === language}
            onClick={() => void switchLanguage(language, true)}
          >
            {LANGUAGE_NAMES[language]}
          </button>
        ))}
      </span>
    </footer>
  );
};
