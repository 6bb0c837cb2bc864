import { IconPhoneCall } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SupervisorCall } from '#libs/contracts';
import { TenantMark } from '../shared/tenant-mark.js';
import { clockTime } from '../shared/time.js';
import { useDesks } from '../wire/queries.js';
import shared from '../shared/shared.module.css';
import classes from '../shared/danger-banner.module.css';
import { TakeCall } from './take-call.js';

/** Somebody on a call asks a supervisor to come, and nobody has said yet that he or she does. */
export const SupervisorCallBanner = ({ call, others }: { call: SupervisorCall; others: number }) => {
  const { t } = useTranslation('escalations');
  const shop = useDesks().get(call.deskId);
  return (
    <aside
      className={`${shared.bannerLine} ${classes.banner}`}
      aria-label={t('banner.label')}
      data-testid="supervisor-call"
    >
      <IconPhoneCall size={18} stroke={1.75} aria-hidden="true" />
      <strong>{t('banner.called', { name: call.agentName })}</strong>
      <TenantMark mark={shop?.mark} size={20} />
      <span>{shop?.siteName ?? ''}</span>
      <time dateTime={call.calledAt}>{t('banner.since', { time: clockTime(call.calledAt) })}</time>
      <TakeCall id={call.id} agentName={call.agentName} />
      {others > 0 && <span className={classes.more}>{t('banner.more', { count: others })}</span>}
    </aside>
  );
};
