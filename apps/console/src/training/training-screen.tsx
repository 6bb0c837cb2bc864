import { IconSchool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingTask } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { ChannelIcon } from '../shared/channel-icon.js';
import { useMaskedWords } from '../shared/masked-words.js';
import { Tag } from '../shared/tag.js';
import { ApiError } from '../wire/api.js';
import { CallCard } from './call-card.js';
import { scoreOf } from './practice-points.js';
import { trainingQuery } from './training-queries.js';
import { usePractice } from './use-practice.js';
import shared from '../shared/shared.module.css';
import classes from './training.module.css';

/** `/console/training`: to begin, and what this round's set holds and how it went. */
export const TrainingScreen = () => {
  const { t } = useTranslation('training');
  const { data, error, refetch } = useQuery(trainingQuery);
  const { isBusy, failure, start } = usePractice();
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  const said = failure ?? (error && (error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed')));
  const inquiries = data?.tasks.filter(({ call }) => call === null) ?? [];
  const calls = data?.tasks.filter(({ call }) => call !== null) ?? [];
  return (
    <div className={classes.screen} data-region>
      <header className={shared.screenHead}>
        <h1>{t('title')}</h1>
        {data && data.done.rounds > 0 && (
          <span>
            {t('record', { count: data.done.rounds, answered: data.done.answered })}
            {data.done.pointsJudged > 0 &&
              ` ${t('score', { right: data.done.pointsRight, judged: data.done.pointsJudged })}`}
          </span>
        )}
      </header>
      {said && (
        <p className={classes.failure} role="alert">
          {said} {error && <Action onClick={() => void refetch()}>{t('again')}</Action>}
        </p>
      )}
      {data?.since === null && (
        <section className={classes.begin}>
          <IconSchool size={28} stroke={1.5} aria-hidden="true" />
          <p>{t('about')}</p>
          <ul>
            {(['invented', 'safe', 'state', 'review'] as const).map((point) => (
              <li key={point}>{t(`promise.${point}`)}</li>
            ))}
          </ul>
          <Action look="primary" blocked={isBusy ? t('busy') : null} onClick={() => void start()}>
            {t('start')}
          </Action>
        </section>
      )}
      {data?.since && (
        <>
          <h2>{t('inquiries')}</h2>
          <p className={classes.note}>{t('inquiriesNote')}</p>
          <ul className={classes.tasks}>
            {inquiries.map((task) => (
              <TaskLine key={task.id} task={task} />
            ))}
          </ul>
          <h2>{t('calls')}</h2>
          <p className={classes.note}>{t('callsNote')}</p>
          <ul className={classes.calls}>
            {calls.map((task) => (
              <CallCard key={task.id} task={task} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
};

const TaskLine = ({ task: { channel, topic, ticket, points } }: { task: TrainingTask }) => {
  const { t } = useTranslation(['training', 'words']);
  const maskedWords = useMaskedWords();
  const score = points && scoreOf(points);
  return (
    <li>
      {ticket && (
        <Link to="/console/t/$number" params={{ number: ticket.number }} search={{}} className={classes.task}>
          <ChannelIcon channel={channel} />
          <span>{t(`words:topic.${topic}`)}</span>
          <span className={classes.subject}>{maskedWords(ticket.subject)}</span>
          {score ? (
            <Tag tone={score.right === score.judged ? 'ok' : 'warn'}>{t('training:score', score)}</Tag>
          ) : (
            <Tag dashed>{t('training:open')}</Tag>
          )}
        </Link>
      )}
    </li>
  );
};
