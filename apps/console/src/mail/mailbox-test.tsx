import {
  IconAlertOctagon,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconClock,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAILBOX_TEST_STEPS, type MailboxTestView, type MailboxView } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useNow } from '../shared/ticker.js';
import { api } from '../wire/api.js';
import { Outcome } from './field.js';
import { recentTime, useMailWords } from './mail-words.js';
import { useChange } from '../shared/use-change.js';
import classes from './settings.module.css';

/** Signing in, sending and arriving may each take their time. */
const TEST_MS = 60_000;
const FOLLOW_MS = 3_000;

const SIGNS = {
  passed: IconCircleCheck,
  failed: IconAlertOctagon,
  waiting: IconClock,
  skipped: IconCircleMinus,
  idle: IconCircleDashed,
} as const;

/** Asks on while a test mail is under way. */
const useFollowed = (mailboxId: string, test: MailboxTestView | null, take: (test: MailboxTestView) => void) => {
  const mark = test?.state === 'waiting' ? test.mark : null;
  useEffect(() => {
    if (mark === null) return;
    const timer = setInterval(() => {
      void api
        .get<MailboxTestView>(`mailboxes/${mailboxId}/test/${encodeURIComponent(mark)}`)
        .then(take)
        // The next look may find it; a mark that has run out is found by none.
        .catch(() => clearInterval(timer));
    }, FOLLOW_MS);
    return () => clearInterval(timer);
  }, [mailboxId, mark, take]);
};

/** `0.24` under ten seconds, whole seconds above; the unit is a word. */
const useSeconds = (): ((milliseconds: number) => string) => {
  const { t } = useTranslation('mail');
  return (milliseconds) =>
    t('settings.test.seconds', {
      seconds:
        milliseconds < 10_000
          ? (milliseconds / 1_000).toFixed(milliseconds < 1_000 ? 2 : 1)
          : Math.round(milliseconds / 1_000),
    });
};

/** このメールボックスを試す: a real mail there and back, and the step that failed. */
export const MailboxTestPart = ({ mailbox }: { mailbox: MailboxView }) => {
  const { t } = useTranslation('mail');
  const words = useMailWords();
  const seconds = useSeconds();
  const now = useNow(60_000);
  const [test, setTest] = useState<MailboxTestView | null>(null);
  const { isBusy, failure, change } = useChange();
  useFollowed(mailbox.id, test, setTest);

  const start = async () => {
    setTest(null);
    await change(async () => {
      const result = await api.post<MailboxTestView>(`mailboxes/${mailbox.id}/test`, {}, { timeoutMs: TEST_MS });
      setTest(result);
    }, t('settings.test.busy'));
  };
  const sentence = test && t(`settings.test.${test.state === 'waiting' ? 'waitingNote' : test.state}`);
  useEffect(() => {
    if (sentence) announce(sentence, 'assertive');
  }, [sentence]);

  return (
    <section className={classes.part} aria-labelledby="test-title">
      <h2 id="test-title">{t('settings.test.title')}</h2>
      <p className={classes.hint}>{t('settings.test.note')}</p>
      {!test && mailbox.lastTest && (
        <p className={classes.hint} data-state={mailbox.lastTest.state}>
          {t(`settings.test.last.${mailbox.lastTest.state}`, {
            time: recentTime(mailbox.lastTest.at, now),
            step: t(`settings.test.steps.${mailbox.lastTest.step}`),
            reason: words.fault(mailbox.lastTest.reason),
          })}
        </p>
      )}
      <ol className={classes.steps}>
        {MAILBOX_TEST_STEPS.map((name) => {
          const step = test?.steps.find((each) => each.step === name);
          const state = step?.state ?? 'idle';
          const Icon = SIGNS[state];
          return (
            <li key={name} data-state={state}>
              <Icon size={16} stroke={1.75} aria-hidden="true" />
              <strong>{t(`settings.test.steps.${name}`)}</strong>
              <span className={classes.stepState}>
                {t(`settings.test.states.${state}`)}
                {step && step.milliseconds !== null && ` ${seconds(step.milliseconds)}`}
              </span>
              <span className={classes.stepNote}>
                {state === 'failed' ? words.fault(step?.reason ?? null) : t(`settings.test.does.${name}`)}
                {step?.words && ` ${t('health.server', { words: step.words })}`}
              </span>
            </li>
          );
        })}
      </ol>
      <p className={classes.foot}>
        <Action
          icon={<IconPlayerPlay size={16} stroke={1.75} aria-hidden="true" />}
          blocked={isBusy ? t('settings.test.busy') : null}
          onClick={() => void start()}
        >
          {isBusy ? t('settings.test.busy') : t(test ? 'settings.test.again' : 'settings.test.start')}
        </Action>
        <Outcome
          failure={failure ?? (test?.state === 'failed' ? sentence : null)}
          done={test?.state === 'failed' ? null : sentence}
        />
      </p>
    </section>
  );
};
