import { IconAlertOctagon } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../app/session.js';
import { announce } from '../shared/announcer.js';
import { DueClock } from '../shared/due-clock.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { useDesks } from '../wire/queries.js';
import { onConnected, onPush } from '../wire/socket.js';
import { escalationsQuery, supervisorCallsQuery } from './escalation-queries.js';
import { SupervisorCallBanner } from './supervisor-call-banner.js';
import { urgentFirst } from './urgent-first.js';
import shared from '../shared/shared.module.css';
import classes from '../shared/danger-banner.module.css';

/** Over every screen of a supervisor until somebody has taken it: which shop, what, and the way there. No names, no sound. */
export const EscalationBanner = () => {
  const { t } = useTranslation('escalations');
  const mayTake = useCan('escalation:take');
  const queries = useQueryClient();
  const desks = useDesks();
  const { data } = useQuery({ ...escalationsQuery, enabled: mayTake });
  useEffect(() => {
    if (!mayTake) return;
    const refresh = () => void queries.invalidateQueries({ queryKey: ['escalations'] });
    const stops = [
      onPush('escalation.alert', ({ trigger, number }) => {
        announce(t('banner.said', { reason: t(`trigger.${trigger}`), number }), 'assertive');
        refresh();
      }),
      onPush('tickets.changed', ({ events }) => {
        if (events.some(({ type }) => type.startsWith('escalation.'))) refresh();
      }),
      onConnected(refresh),
    ];
    return () => stops.forEach((stop) => stop());
  }, [mayTake, queries, t]);
  const { data: calls = [] } = useQuery({ ...supervisorCallsQuery, enabled: mayTake });
  useEffect(() => {
    if (!mayTake) return;
    const refresh = () => void queries.invalidateQueries({ queryKey: supervisorCallsQuery.queryKey });
    const stops = [
      onPush('supervisor.called', () => {
        announce(t('banner.calledSaid'), 'assertive');
        refresh();
      }),
      onPush('supervisor.changed', refresh),
      // The end of the call ends it too.
      onPush('floor.changed', () =>
        queries.getQueryData(supervisorCallsQuery.queryKey)?.length ? refresh() : undefined,
      ),
      onConnected(refresh),
    ];
    return () => stops.forEach((stop) => stop());
  }, [mayTake, queries, t]);
  const [call, ...others] = calls.filter(({ takerId }) => takerId === null);
  if (call) return <SupervisorCallBanner key={call.id} call={call} others={others.length} />;
  const urgent = urgentFirst(data ?? []);
  const [first] = urgent;
  if (!first) return null;
  const desk = desks.get(first.deskId);
  return (
    <aside
      className={`${shared.bannerLine} ${classes.banner}`}
      aria-label={t('banner.label')}
      data-testid="escalation-banner"
    >
      <IconAlertOctagon size={18} stroke={1.75} aria-hidden="true" />
      <strong>{t(`trigger.${first.trigger}`)}</strong>
      <TenantMark mark={desk?.mark} size={20} />
      <span>{desk?.siteName ?? ''}</span>
      <DueClock dueAt={first.dueAt} />
      <Link to="/console/t/$number" params={{ number: first.number }} search={{}}>
        {t('banner.open', { number: first.number })}
      </Link>
      {urgent.length > 1 && (
        <Link to="/console/floor" hash="attention" className={classes.more}>
          {t('banner.more', { count: urgent.length - 1 })}
        </Link>
      )}
    </aside>
  );
};
