import { IconPhone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TrainingTask } from '#libs/contracts';
import { Tag } from '../shared/tag.js';
import { scoreOf } from './practice-points.js';
import classes from './training.module.css';

/** An invented call: read out by a colleague, or by oneself, and written down at the phone desk. */
export const CallCard = ({ task: { call, ticket, points } }: { task: TrainingTask }) => {
  const { t } = useTranslation(['training', 'words']);
  const score = points && scoreOf(points);
  if (!call) return null;
  return (
    <li className={classes.call}>
      <p>
        <IconPhone size={16} stroke={1.75} aria-hidden="true" />
        <strong>{t('words:honorific', { name: call.name })}</strong> <span>{call.kana}</span> <span>{call.phone}</span>
      </p>
      <blockquote>{call.says}</blockquote>
      {ticket ? (
        <Link to="/console/t/$number" params={{ number: ticket.number }} search={{}}>
          {score ? (
            <Tag tone={score.right === score.judged ? 'ok' : 'warn'}>{t('training:score', score)}</Tag>
          ) : (
            t('training:toReview')
          )}
        </Link>
      ) : (
        <Link to="/console/phone">{t('training:toPhone')}</Link>
      )}
    </li>
  );
};
