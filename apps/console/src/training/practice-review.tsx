import { IconBulb } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView, TrainingReview, TrainingTask } from '#libs/contracts';
import { useSession } from '../app/session.js';
import { announce } from '../shared/announcer.js';
import { PracticePoints, scoreOf } from './practice-points.js';
import { reviewQuery, trainingQuery } from './training-queries.js';
import classes from './training.module.css';

/** Under a practised inquiry: what was right, what was not, and what a good answer needs. Before the first step: nothing. */
export const PracticeReview = ({ ticket }: { ticket: TicketView }) => {
  const { isPractising } = useSession();
  const { data } = useQuery({ ...trainingQuery, enabled: isPractising });
  const task = data?.tasks.find((each) => each.ticket?.id === ticket.id);
  return isPractising && task ? <Review task={task} ticket={ticket} /> : null;
};

const Review = ({ task, ticket: { version, requester } }: { task: TrainingTask; ticket: TicketView }) => {
  const { t } = useTranslation('training');
  const queries = useQueryClient();
  const { data: review } = useQuery(reviewQuery(task.id, version));
  const score = review?.deed ? scoreOf(review.points) : null;
  const said = score && t('score', score);
  useEffect(() => {
    if (said === null) return;
    announce(said, 'polite');
    void queries.invalidateQueries({ queryKey: trainingQuery.queryKey, exact: true });
  }, [said, version, queries]);
  if (!review?.deed || !score) return null;
  return (
    <section className={classes.review} aria-label={t('review')} data-testid="practice-review" data-region tabIndex={0}>
      <h2>
        {t('review')} <b>{said}</b>
      </h2>
      <div className={classes.columns}>
        <PracticePoints points={review.points} />
        <Advice review={review} name={requester?.name ?? ''} />
      </div>
    </section>
  );
};

const Advice = ({ review: { points, wanted }, name }: { review: TrainingReview; name: string }) => {
  const { t } = useTranslation(['training', 'words']);
  return (
    <div className={classes.advice}>
      {points.deed === false && <p>{t('training:wanted', { deed: t(`training:deed.${wanted.deed}`) })}</p>}
      {wanted.outcome && points.deed === false && (
        <p>{t('training:wantedOutcome', { outcome: t(`words:callOutcome.${wanted.outcome}`) })}</p>
      )}
      {wanted.deed === 'log_call' && points.facts === false && (
        <p>{t('training:wantedTopic', { topic: t(`words:topic.${wanted.topic}`) })}</p>
      )}
      {points.name === false && wanted.deed !== 'log_call' && <p>{t('training:wantedName', { name })}</p>}
      {points.text === false && wanted.texts.length > 0 && (
        <p>{t('training:wantedTexts', { texts: wanted.texts.map(({ title }) => `「${title}」`).join(' ') })}</p>
      )}
      {wanted.missing.length > 0 && <p>{t('training:missing', { words: wanted.missing.join('、') })}</p>}
      {wanted.wrong.length > 0 && (
        <p>{t('training:wrong', { words: wanted.wrong.map((each) => `「${each}」`).join(' ') })}</p>
      )}
      <p className={classes.hint}>
        <IconBulb size={15} stroke={1.75} aria-hidden="true" />
        {wanted.hint}
      </p>
    </div>
  );
};
