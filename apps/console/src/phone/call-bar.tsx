import { IconPhone, IconPhoneCall, IconPhoneCheck, IconPhoneIncoming, IconPhonePause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type DeskView, LONG_CALL_SECONDS } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { shopColours, TenantMark } from '../shared/tenant-mark.js';
import { useNow } from '../shared/ticker.js';
import type { CallDraft } from './call-draft.js';
import { LongCall } from './long-call.js';
import classes from './call-bar.module.css';

/** 222 → `03:42`. */
export const minutesAndSeconds = (seconds: number): string =>
  [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');

type Phase = 'idle' | 'ringing' | 'talking' | 'held' | 'after' | 'wrap';

const ICONS = {
  idle: IconPhone,
  ringing: IconPhoneIncoming,
  talking: IconPhoneCall,
  held: IconPhonePause,
  after: IconPhoneCheck,
  wrap: IconPhoneCheck,
} as const;

const phaseOf = (draft: CallDraft): { phase: Phase; since: number | null } => {
  if (draft.saved) return { phase: 'wrap', since: draft.saved.at };
  if (draft.endedAt !== null) return { phase: 'after', since: draft.endedAt };
  if (draft.heldSince !== null) return { phase: 'held', since: draft.answeredAt };
  if (draft.answeredAt !== null) return { phase: 'talking', since: draft.answeredAt };
  return draft.offeredAt === null ? { phase: 'idle', since: null } : { phase: 'ringing', since: draft.offeredAt };
};

interface CallBarProps {
  desk: DeskView | undefined;
  agent: string;
  draft: CallDraft;
  outOfHours: boolean;
  onStart: () => void;
}

/** Whose phone this is: the shop's mark and hue, the name used on the phone, the words to say, and the running time. */
export const CallBar = ({ desk, agent, draft, outOfHours, onStart }: CallBarProps) => {
  const { t } = useTranslation('phone');
  const now = useNow();
  const { phase, since } = phaseOf(draft);
  const seconds = since === null ? 0 : Math.max(0, Math.floor((now - since) / 1000));
  const isLong = (phase === 'talking' || phase === 'held') && seconds >= LONG_CALL_SECONDS;
  const Icon = ICONS[phase];

  return (
    <section className={classes.bar} aria-label={t('callBar')} style={desk && shopColours(desk.mark.hue)}>
      {desk && <TenantMark mark={desk.mark} size={36} />}
      <div className={classes.barText}>
        {desk && (
          <div className={classes.barMeta}>
            <BarMeta desk={desk} isCallback={draft.callback !== null} />
            {outOfHours && <strong className={classes.outOfHours}>{t('outOfHours')}</strong>}
          </div>
        )}
        <p className={classes.greeting}>
          {desk ? <Greeting desk={desk} agent={agent} draft={draft} /> : t('chooseDesk')}
        </p>
      </div>
      <div className={classes.barState}>
        {isLong && <LongCall key={draft.idempotencyKey} draft={draft} />}
        <span className={classes.barWord} data-phase={phase}>
          <Icon size={17} stroke={1.75} aria-hidden />
          {t(draft.callback && phase === 'talking' ? 'phase.calling' : `phase.${phase}`)}
        </span>
        {phase === 'idle' ? (
          <Action onClick={onStart}>{t('startCall')}</Action>
        ) : (
          <span className={classes.timer} role="timer" aria-live="off" aria-label={t(`timer.${phase}`)}>
            {minutesAndSeconds(seconds)}
          </span>
        )}
      </div>
    </section>
  );
};

const BarMeta = ({ desk, isCallback }: { desk: DeskView; isCallback: boolean }) => {
  const { t } = useTranslation('phone');
  const parts = [
    desk.siteName,
    desk.phoneNumber && t(isCallback ? 'callFrom' : 'dialled', { number: desk.phoneNumber }),
    desk.phoneAnswerAs ? t('answerAs', { name: desk.phoneAnswerAs }) : t('answerAsDesk'),
    !isCallback && desk.phoneHours && t('hours', { hours: desk.phoneHours }),
  ];
  return parts.filter(Boolean).join(t('words:separator'));
};

interface GreetingProps {
  desk: DeskView;
  agent: string;
  draft: CallDraft;
}

/**
 * The desk answers in the platform's name where that was agreed, else in its own. Who is called back is not thanked for calling, and hears
 * no more than a name before it is sure who took the call.
 */
export const Greeting = ({ desk, agent, draft: { callback, callerName } }: GreetingProps) => {
  const { t } = useTranslation('phone');
  if (callback) {
    const answerAs = desk.phoneAnswerAs ?? desk.siteName;
    const name = callerName.trim();
    return callback.isAbandoned || name === ''
      ? t('greetingMissed', { answerAs, agent })
      : t('greetingCallback', { answerAs, agent, name });
  }
  return desk.phoneAnswerAs && !desk.name.startsWith(desk.phoneAnswerAs)
    ? t('greetingAs', { answerAs: desk.phoneAnswerAs, desk: desk.name, agent })
    : t('greeting', { desk: desk.name, agent });
};
