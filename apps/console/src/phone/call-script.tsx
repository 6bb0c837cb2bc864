import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type DeskView, referenceNumberKana } from '#libs/contracts';
import { Key } from '../shared/shortcuts.jsx';
import { Greeting } from './call-bar.jsx';
import { STEPS, type Step } from './call-keys.js';
import classes from './phone.module.css';
import type { Call } from './use-call.js';

interface CallScriptProps {
  call: Call;
  desk: DeskView | undefined;
  agent: string;
  step: Step;
  onStep: (step: Step) => void;
}

/** What to say, step by step: done steps fold to a line, the present one is open, the next ones stand as titles. */
export const CallScript = ({ call, desk, agent, step, onStep }: CallScriptProps) => {
  const { t } = useTranslation('phone');
  const present = STEPS.indexOf(step);
  return (
    <section aria-label={t('script')} className={classes.script}>
      <div className={classes.scriptHead}>
        <h2>{t('script')}</h2>
        <span className={classes.hint}>
          {t('scriptKeys')} <Key>Alt</Key> <Key>↓</Key>
        </span>
      </div>
      <ol>
        {STEPS.map((each, index) => (
          <li key={each} className={classes.step} aria-current={each === step ? 'step' : undefined}>
            <button type="button" onClick={() => onStep(each)} className={classes.stepTitle}>
              <span
                className={classes.stepNumber}
                data-state={index < present ? 'done' : index === present ? 'now' : 'next'}
              >
                {index < present ? <IconCheck size={14} stroke={2} aria-hidden /> : index + 1}
              </span>
              <span>
                <b>{t(`steps.${each}`)}</b>
                {each !== step && (each === 'caution' || each === 'never') && (
                  <span className={classes.hint}> {t(`stepNotes.${each}`)}</span>
                )}
              </span>
            </button>
            {each === step && (
              <div className={classes.say}>
                <Words step={each} call={call} desk={desk} agent={agent} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};

const Words = ({ step, call, desk, agent }: { step: Step; call: Call; desk: DeskView | undefined; agent: string }) => {
  const { t } = useTranslation('phone');
  const { topic } = call.draft;
  switch (step) {
    case 'greet':
      return desk ? <Greeting desk={desk} agent={agent} /> : t('chooseDesk');
    case 'listen':
      return topic ? t('listen', { topic: t(`words:topic.${topic}`) }) : t('listenAny');
    case 'answer':
      return topic ? t(`answers.${topic}`) : t('answerChoose');
    case 'caution':
      return t('caution');
    case 'never':
      return t('never');
    case 'number': {
      const number = call.saved?.number;
      return number ? t('numberSay', { number, kana: referenceNumberKana(number) }) : t('numberAfter');
    }
    case 'close':
      return t('close', { agent });
  }
};
