import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type DeskView,
  type FilledPart,
  FINDING_TOPIC,
  type PhoneScriptView,
  referenceNumberKana,
} from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Key } from '../shared/shortcuts.js';
import { Tag } from '../shared/tag.js';
import { shortDay } from '../shared/time.js';
import { Greeting } from './call-bar.js';
import { type CallDraft, identityOf, openAnswer } from './call-draft.js';
import { STEPS, type Step } from './call-keys.js';
import { scriptQuery } from './phone-queries.js';
import phone from './phone.module.css';
import callForm from './call-form.module.css';
import classes from './call-script.module.css';

type Answer = PhoneScriptView['answers'][number];

/** The approved texts for the main topic that may be said to this caller, and the one that is open. */
export const useAnswer = (draft: CallDraft): { answer: Answer | undefined; answers: readonly Answer[] } => {
  const [topic] = draft.topics;
  const { data } = useQuery(scriptQuery(draft.deskId, topic));
  return openAnswer(draft, data?.answers ?? []);
};

interface CallScriptProps {
  draft: CallDraft;
  desk: DeskView | undefined;
  agent: string;
  onStep: (step: Step) => void;
  /** Null: none is chosen any more. */
  onAnswer: (key: string | null) => void;
}

/** What to say, step by step: done steps fold to a line, the present one is open, the next ones stand as titles. */
export const CallScript = ({ draft, desk, agent, onStep, onAnswer }: CallScriptProps) => {
  const { t } = useTranslation('phone');
  const present = STEPS.indexOf(draft.step);
  const { answer, answers } = useAnswer(draft);
  const isFinding = draft.topics[0] === FINDING_TOPIC;
  const list = useRef<HTMLOListElement>(null);
  const shown = useRef(draft.step);
  useEffect(() => {
    // Only where the step changes: a phone's one column would begin at the script, below the form.
    if (shown.current === draft.step) return;
    shown.current = draft.step;
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [draft.step]);
  return (
    <section aria-label={t('script')} className={classes.script} tabIndex={0}>
      <div className={classes.scriptHead}>
        <h2>{t('script')}</h2>
        {answer && <Tag>{t('scriptVersion', { title: answer.title, version: answer.version })}</Tag>}
        <span className={phone.hint}>
          {answer
            ? t('approved', { name: answer.approvedBy, day: shortDay(answer.approvedAt, presentLanguage()) })
            : null}
        </span>
      </div>
      <ol ref={list}>
        {STEPS.map((each, index) => (
          <li key={each} className={classes.step} aria-current={each === draft.step ? 'step' : undefined}>
            <button type="button" onClick={() => onStep(each)} className={classes.stepTitle}>
              <span
                className={classes.stepNumber}
                data-state={index < present ? 'done' : index === present ? 'now' : 'next'}
              >
                {index < present ? <IconCheck size={14} stroke={2} aria-hidden /> : index + 1}
              </span>
              <span>
                <b>{t(`steps.${each}`)}</b>
                {each !== draft.step && (each === 'identity' || each === 'caution' || each === 'never') && (
                  <span className={phone.hint}> {t(`stepNotes.${each}`)}</span>
                )}
              </span>
              {index === present + 1 && (
                <span className={classes.stepNext} aria-hidden>
                  {t('scriptKeys')} <Key>Alt</Key> <Key>↓</Key>
                </span>
              )}
            </button>
            {each === draft.step && (
              <div className={classes.say}>
                {each === 'answer' && isFinding && !answer && (
                  <p className={classes.finding}>
                    {t(identityOf(draft).level === 0 ? 'findingLocked' : 'findingChoose')}
                  </p>
                )}
                {each === 'answer' && answers.length > (isFinding ? 0 : 1) && (
                  <div className={classes.answers} role="group" aria-label={t('otherAnswers')}>
                    {answers.map(({ key, title }) => (
                      <button
                        key={key}
                        type="button"
                        className={callForm.other}
                        aria-pressed={key === answer?.key}
                        onClick={() => onAnswer(key === draft.answerKey ? null : key)}
                      >
                        {title}
                      </button>
                    ))}
                  </div>
                )}
                <Words draft={draft} desk={desk} agent={agent} answer={answer} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};

interface WordsProps {
  draft: CallDraft;
  desk: DeskView | undefined;
  agent: string;
  answer: Answer | undefined;
}

const Words = ({ draft, desk, agent, answer }: WordsProps) => {
  const { t } = useTranslation('phone');
  const [topic] = draft.topics;
  switch (draft.step) {
    case 'greet':
      return (
        <>
          {desk ? <Greeting desk={desk} agent={agent} draft={draft} /> : t('chooseDesk')}
          {draft.relay && `\n\n${t('relaySay')}`}
        </>
      );
    case 'listen':
      if (draft.callback && !draft.callback.isAbandoned) {
        return t('listenCallback', { topic: topic ? t(`words:topic.${topic}`) : '' });
      }
      return topic ? t('listen', { topic: t(`words:topic.${topic}`) }) : t('listenAny');
    case 'identity':
      return t('identitySay');
    case 'answer':
      return answer ? <Filled parts={answer.parts} draft={draft} /> : topic ? t(`answers.${topic}`) : t('answerChoose');
    case 'caution':
      return t('caution');
    case 'never':
      return t('never');
    case 'number':
      return draft.number
        ? t('numberSay', { number: draft.number, kana: referenceNumberKana(draft.number) })
        : t('numberAfter');
    case 'close':
      return t(draft.callback ? 'closeCallback' : 'close', { agent });
  }
};

/** Facts stay underlined; what only this call knows is filled in here, the rest is on amber for the agent to say. */
const Filled = ({ parts, draft }: { parts: readonly FilledPart[]; draft: CallDraft }) =>
  parts.map((part, index) => {
    if (part.kind === 'text') return part.text;
    if (part.kind === 'fact') {
      return (
        <mark key={index} data-kind="fact" title={part.label}>
          {part.text}
        </mark>
      );
    }
    const known = { 'ticket.requester_name': draft.callerName.trim(), 'ticket.number': draft.number }[part.path];
    return known ? <span key={index}>{known}</span> : <mark key={index} data-kind="open">{`{${part.label}}`}</mark>;
  });
