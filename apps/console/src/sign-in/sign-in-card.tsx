import { useNetwork } from '@mantine/hooks';
import { IconAlertCircle } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { api, ApiError } from '../wire/api.js';
import { serverNow } from '../wire/server-clock.js';
import { DeskHead } from './desk-head.js';
import { PasswordField } from './password-field.js';
import classes from './sign-in.module.css';
import { useCountdown } from './use-countdown.js';

type Problem =
  { kind: 'missing' | 'connection' } | { kind: 'wait'; seconds: number } | { kind: 'answer'; error: ApiError };

interface SignInCardProps {
  title: string;
  /** Set where only this person can go on. */
  email?: string;
  /** Why this card is here. */
  notice?: ReactNode;
  foot: ReactNode;
  onEnter: (session: SessionView) => void | Promise<void>;
}

/** One card, one sentence when something is wrong, and a wait that is said in seconds. */
export const SignInCard = ({ title, email: fixed, notice, foot, onEnter }: SignInCardProps) => {
  const { t } = useTranslation('sign-in');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [waitUntil, setWaitUntil] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [email, setEmail] = useState(fixed ?? '');
  const [password, setPassword] = useState('');
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const seconds = useCountdown(waitUntil);
  const { online } = useNetwork();
  const isBlocked = isBusy || seconds > 0 || !online;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBlocked) return;
    if (!email.trim() || !password) {
      setProblem({ kind: 'missing' });
      (email.trim() ? passwordField : emailField).current?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await onEnter(await api.post<SessionView>('session', { email: email.trim(), password }));
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
    <form className={classes.card} onSubmit={(event) => void submit(event)} noValidate aria-labelledby="sign-in">
      <DeskHead />
      <h1 id="sign-in">{title}</h1>
      {notice}
      <div className={classes.field}>
        <label htmlFor="email">{t('email')}</label>
        <div className={classes.control} data-fixed={fixed !== undefined}>
          <input
            id="email"
            ref={emailField}
            type="email"
            inputMode="email"
            autoComplete="username"
            autoFocus={fixed === undefined}
            readOnly={fixed !== undefined}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </div>
      </div>
      <PasswordField ref={passwordField} value={password} onChange={setPassword} />
      <div aria-live="assertive">{problem && <ProblemBox problem={problem} isOver={seconds === 0} />}</div>
      <button type="submit" className={classes.submit} aria-disabled={isBlocked}>
        {seconds > 0 ? t('wait', { seconds }) : isBusy ? t('submitting') : online ? t('submit') : t('offline')}
        {!isBlocked && <kbd aria-hidden>Enter</kbd>}
      </button>
      {foot}
    </form>
  );
};

const problemOf = (error: ApiError): Problem => {
  if (error.status === 0) return { kind: 'connection' };
  const isWait = error.code === 'session.slow_down' || error.code === 'request.too_many';
  return isWait ? { kind: 'wait', seconds: Number(error.details.seconds ?? 1) } : { kind: 'answer', error };
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
