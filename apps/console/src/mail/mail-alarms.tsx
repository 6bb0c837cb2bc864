import { IconAlertOctagon } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MailAlarmView } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useNow } from '../shared/ticker.js';
import { api } from '../wire/api.js';
import { alarmsQuery } from './mail-queries.js';
import { recentTime } from './mail-words.js';
import { useChange } from '../shared/use-change.js';
import classes from './mail-alarms.module.css';

/** Mails that are missing from the sum, each by name, until its reason is gone or a person has seen to it. */
export const MailAlarms = ({ mailboxId }: { mailboxId: string | undefined }) => {
  const { t } = useTranslation('mail');
  const { data = [] } = useQuery(alarmsQuery);
  const alarms = data.filter((alarm) => mailboxId === undefined || alarm.mailboxId === mailboxId);
  if (alarms.length === 0) return null;
  const overlooked = alarms.filter(({ kind }) => kind === 'overlooked').length;
  const suspended = alarms.filter(({ kind }) => kind === 'suspended').length;
  const missing = alarms.length - overlooked - suspended;
  return (
    <section className={classes.alarms} aria-labelledby="alarms-title">
      <h2 id="alarms-title">
        <IconAlertOctagon size={16} stroke={1.75} aria-hidden="true" />
        {[
          missing > 0 && t('alarms.title', { count: missing }),
          overlooked > 0 && t('alarms.overlooked', { count: overlooked }),
          suspended > 0 && t('alarms.suspended', { count: suspended }),
        ]
          .filter(Boolean)
          .join(' ・ ')}
      </h2>
      {missing > 0 && <p>{t('alarms.note')}</p>}
      <ul>
        {alarms.map((alarm) => (
          <Alarm key={alarm.id} alarm={alarm} />
        ))}
      </ul>
    </section>
  );
};

const Alarm = ({ alarm }: { alarm: MailAlarmView }) => {
  const { t } = useTranslation('mail');
  const now = useNow(60_000);
  const queries = useQueryClient();
  const { isBusy, failure, change } = useChange();
  const settle = () =>
    void change(async () => {
      await api.post(`mail/alarms/${alarm.id}/settle`);
      announce(t('alarms.settled'));
      await queries.invalidateQueries({ queryKey: ['mail'] });
    }, t('alarms.settled'));
  return (
    <li>
      <p>
        <strong>{alarm.mailboxAddress}</strong> {t(`alarms.kind.${alarm.kind}`)}
      </p>
      <p className={classes.alarmFacts}>
        {[
          alarm.arrivedAt && t('alarms.arrived', { time: recentTime(alarm.arrivedAt, now) }),
          alarm.uid && t('alarms.uid', { uid: alarm.uid }),
          t('alarms.noticed', { time: recentTime(alarm.noticedAt, now) }),
        ]
          .filter(Boolean)
          .join(' ・ ')}
      </p>
      {alarm.kind === 'overlooked' || alarm.kind === 'suspended' ? (
        <Link className="action" to="/console/mail" search={{ mail: alarm.rawMailId ?? undefined }}>
          {t('alarms.decide')}
        </Link>
      ) : (
        <Action blocked={isBusy ? t('review.busy') : null} onClick={settle}>
          {t(`alarms.settle.${alarm.kind}`)}
        </Action>
      )}
      {failure && <span role="alert">{failure}</span>}
    </li>
  );
};
