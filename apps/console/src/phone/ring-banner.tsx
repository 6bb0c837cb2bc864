import { IconPhoneIncoming } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useKeeper } from '../app/session.js';
import { Key, useShortcuts } from '../shared/shortcuts.js';
import { shopColours, TenantMark } from '../shared/tenant-mark.js';
import { useNow } from '../shared/ticker.js';
import { useDesks } from '../wire/queries.js';
import { minutesAndSeconds } from './call-bar.js';
import { callStoreOf, isRinging } from './call-store.js';
import { useWaitingCall } from './incoming.js';
import { useKept } from '../shared/kept-store.js';
import { callerQuery } from './phone-queries.js';
import shared from '../shared/shared.module.css';
import classes from './ring-banner.module.css';

const PHONE = '/console/phone';

/** A call that rings at this person, over every screen but the phone's own: whose phone, which number, and what is known of it before it is answered. */
export const RingBanner = () => {
  const { t } = useTranslation('phone');
  const navigate = useNavigate();
  const isOnPhone = useLocation({ select: ({ pathname }) => pathname.startsWith(PHONE) });
  const draft = useKept(callStoreOf(useKeeper()));
  const waiting = useWaitingCall();
  const now = useNow();
  const desks = useDesks();
  const ring = isRinging(draft)
    ? { deskId: draft.deskId, number: draft.callerPhone, since: draft.offeredAt }
    : waiting && { deskId: waiting.deskId, number: waiting.callerNumber ?? '', since: Date.parse(waiting.offeredAt) };
  const isShown = ring !== null && !isOnPhone;
  const { data: caller } = useQuery(callerQuery(isShown ? ring.deskId : null, ring?.number ?? ''));
  useShortcuts({ 'alt+o': () => (isShown ? void navigate({ to: PHONE }) : false) });
  if (!isShown) return null;
  const desk = desks.get(ring.deskId ?? '');
  return (
    <aside
      className={`${shared.bannerLine} ${classes.banner}`}
      aria-label={t('ringing')}
      data-testid="ringing"
      style={desk && shopColours(desk.mark.hue)}
    >
      <IconPhoneIncoming size={18} stroke={1.75} aria-hidden="true" />
      <strong>{t('ringing')}</strong>
      <TenantMark mark={desk?.mark} size={20} />
      <strong>{desk?.siteName ?? ''}</strong>
      <span>{ring.number || t('flags.kind.withheld')}</span>
      <span>{minutesAndSeconds(ring.since === null ? 0 : Math.max(0, Math.floor((now - ring.since) / 1000)))}</span>
      {caller && caller.tickets.length > 0 && <span>{t('ringingKnown', { count: caller.tickets.length })}</span>}
      <Link to={PHONE} aria-keyshortcuts="Alt+O">
        {t('ringingOpen')}
      </Link>
      <Key>Alt</Key>
      <Key>O</Key>
    </aside>
  );
};
