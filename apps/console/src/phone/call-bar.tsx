import { IconPhone, IconPhoneCall, IconPhoneCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeskView } from '#libs/contracts';
import { shopColours, TenantMark } from '../shared/tenant-mark.jsx';
import { useNow } from '../shared/ticker.js';
import { Action } from '../shared/action.jsx';
import classes from './phone.module.css';

const LONG_CALL_SECONDS = 20 * 60;

/** 222 → `03:42`. */
const minutesAndSeconds = (seconds: number): string =>
  [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');

interface CallBarProps {
  desk: DeskView | undefined;
  agent: string;
  startedAt: number | null;
  /** Length of the call once it is saved. */
  endedAfter: number | null;
  onStart: () => void;
}

/** Whose phone this is: the shop's mark and hue, the name used on the phone, the words to say, and the running time. */
export const CallBar = ({ desk, agent, startedAt, endedAfter, onStart }: CallBarProps) => {
  const { t } = useTranslation('phone');
  const now = useNow();
  const running = startedAt === null ? 0 : Math.max(0, Math.floor((now - startedAt) / 1000));
  const seconds = endedAfter ?? running;
  const isLong = endedAfter === null && seconds >= LONG_CALL_SECONDS;
  const Icon = endedAfter !== null ? IconPhoneCheck : startedAt === null ? IconPhone : IconPhoneCall;
  const state = endedAfter !== null ? t('ended') : startedAt === null ? t('idle') : t('talking');

  return (
    <section className={classes.bar} aria-label={t('callBar')} style={desk && shopColours(desk.mark.hue)}>
      {desk && <TenantMark mark={desk.mark} size={36} />}
      <div className={classes.barText}>
        {desk && (
          <div className={classes.barMeta}>
            <BarMeta desk={desk} />
          </div>
        )}
        <p className={classes.greeting}>{desk ? <Greeting desk={desk} agent={agent} /> : t('chooseDesk')}</p>
      </div>
      <div className={classes.barState}>
        {isLong && <span className={classes.long}>{t('long')}</span>}
        <span className={classes.barWord}>
          <Icon size={17} stroke={1.75} aria-hidden />
          {state}
        </span>
        {startedAt === null && endedAfter === null ? (
          <Action onClick={onStart}>{t('startCall')}</Action>
        ) : (
          <span className={classes.timer} role="timer" aria-live="off" aria-label={t('timer')}>
            {minutesAndSeconds(seconds)}
          </span>
        )}
      </div>
    </section>
  );
};

const BarMeta = ({ desk }: { desk: DeskView }) => {
  const { t } = useTranslation('phone');
  const parts = [
    desk.siteName,
    desk.phoneNumber && t('dialled', { number: desk.phoneNumber }),
    desk.phoneAnswerAs ? t('answerAs', { name: desk.phoneAnswerAs }) : t('answerAsDesk'),
    desk.phoneHours && t('hours', { hours: desk.phoneHours }),
  ];
  return parts.filter(Boolean).join(' ・ ');
};

/** The desk answers in the platform's name where that was agreed, else in its own. */
export const Greeting = ({ desk, agent }: { desk: DeskView; agent: string }) => {
  const { t } = useTranslation('phone');
  return desk.phoneAnswerAs && !desk.name.startsWith(desk.phoneAnswerAs)
    ? t('greetingAs', { answerAs: desk.phoneAnswerAs, desk: desk.name, agent })
    : t('greeting', { desk: desk.name, agent });
};
