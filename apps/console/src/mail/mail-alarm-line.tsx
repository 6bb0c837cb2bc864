import { IconAlertOctagon } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../app/session.js';
import { onPush } from '../wire/socket.js';
import { alarmsQuery } from './mail-queries.js';
import classes from './mail-alarms.module.css';

/** On the floor: that mail is missing from the sum, or has waited for a decision for a day, and the way there. */
export const MailAlarmLine = () => {
  const { t } = useTranslation('mail');
  const mayReview = useCan('mail:review');
  const queries = useQueryClient();
  const { data: alarms = [] } = useQuery({ ...alarmsQuery, enabled: mayReview });
  useEffect(
    () => onPush('floor.changed', () => void queries.invalidateQueries({ queryKey: alarmsQuery.queryKey })),
    [queries],
  );
  if (alarms.length === 0) return null;
  const overlooked = alarms.filter(({ kind }) => kind === 'overlooked');
  const suspended = alarms.filter(({ kind }) => kind === 'suspended');
  const missing = alarms.length - overlooked.length - suspended.length;
  return (
    <p className={classes.alarmLine} role="alert">
      <IconAlertOctagon size={16} stroke={1.75} aria-hidden="true" />
      <strong>{t('title')}</strong>
      {overlooked.length > 0 && (
        <Link to="/console/mail" search={{ mail: overlooked[0]!.rawMailId ?? undefined }}>
          {t('alarms.overlooked', { count: overlooked.length })}
        </Link>
      )}
      {suspended.length > 0 && (
        <Link to="/console/mail" search={{ mail: suspended[0]!.rawMailId ?? undefined }}>
          {t('alarms.suspended', { count: suspended.length })}
        </Link>
      )}
      {missing > 0 && (
        <>
          <Link to="/console/mail" search={{}}>
            {t('alarms.title', { count: missing })}
          </Link>
          <span>{t('alarms.note')}</span>
        </>
      )}
    </p>
  );
};
