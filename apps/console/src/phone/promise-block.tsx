import { useQuery } from '@tanstack/react-query';
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackBand, DeskView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { clockTime, dayLabel, isoDay } from '../shared/time.js';
import type { PromiseDraft } from './call-draft.js';
import { useConnection } from '../wire/socket.js';
import { bandsQuery } from './phone-queries.js';
import phone from './phone.module.css';
import classes from './promise-block.module.css';
import { serverNow } from '../wire/server-clock.js';

interface BandSelectProps {
  bands: readonly CallbackBand[];
  value: { from: string; until: string } | null;
  onChoose: (band: CallbackBand) => void;
  disabled?: boolean;
}

/** A day, and a band of that day; a full band is shown and cannot be chosen. */
export const BandSelect = ({ bands, value, onChoose, disabled }: BandSelectProps) => {
  const { t } = useTranslation('phone');
  const id = useId();
  const days = [...new Set(bands.map(({ from }) => isoDay(from)))];
  const day = value ? isoDay(value.from) : days[0];
  const ofDay = (each: string | undefined) => bands.filter(({ from }) => isoDay(from) === each);
  const isListed = bands.some(({ from }) => from === value?.from);
  const firstWithRoom = (each: string) => {
    const band = ofDay(each).find(({ left }) => left > 0);
    if (band) onChoose(band);
  };
  return (
    <div className={classes.bands}>
      <label className="visually-hidden" htmlFor={`${id}day`}>
        {t('promise.day')}
      </label>
      <select
        id={`${id}day`}
        className={phone.pick}
        value={day ?? ''}
        disabled={disabled}
        onChange={(event) => firstWithRoom(event.currentTarget.value)}
      >
        {day && !days.includes(day) && <option value={day}>{dayLabel(value!.from, presentLanguage())}</option>}
        {days.map((each) => (
          <option key={each} value={each} disabled={ofDay(each).every(({ left }) => left === 0)}>
            {dayLabel(ofDay(each)[0]!.from, presentLanguage())}
          </option>
        ))}
      </select>
      <label className="visually-hidden" htmlFor={`${id}band`}>
        {t('promise.band')}
      </label>
      <select
        id={`${id}band`}
        className={phone.pick}
        value={value?.from ?? ''}
        disabled={disabled}
        onChange={(event) => {
          const band = bands.find(({ from }) => from === event.currentTarget.value);
          if (band) onChoose(band);
        }}
      >
        {value && !isListed && (
          <option value={value.from}>{`${clockTime(value.from)}–${clockTime(value.until)}`}</option>
        )}
        {ofDay(day).map(({ from, until, left }) => (
          <option key={from} value={from} disabled={left === 0 && from !== value?.from}>
            {`${clockTime(from)}–${clockTime(until)} ${left <= 2 ? t('promise.left', { count: left }) : ''}`}
          </option>
        ))}
      </select>
    </div>
  );
};

interface PromiseBlockProps {
  desk: DeskView | undefined;
  callerPhone: string;
  promise: PromiseDraft | null;
  onChange: (promise: PromiseDraft) => void;
  disabled: boolean;
}

/** On a low screen the block would open below the edge. */
const intoView = (block: HTMLElement | null) => block?.scrollIntoView({ block: 'nearest' });

const HOUR_MS = 60 * 60_000;
const SOONEST_MS = HOUR_MS;
const HOURS_AHEAD = 72;

/** What can be promised while nobody can say when the desk calls: what is told the caller stands, and the desk sees it when it is sent. */
const wholeHours = (now: number): CallbackBand[] => {
  const first = Math.ceil(now / HOUR_MS) * HOUR_MS;
  return Array.from({ length: HOURS_AHEAD }, (_, hour) => ({
    from: new Date(first + hour * HOUR_MS).toISOString(),
    until: new Date(first + (hour + 1) * HOUR_MS).toISOString(),
    left: Infinity,
  }));
};

/** What is promised: day, band, number, and that the caller knows from which number we call. */
export const PromiseBlock = ({ desk, callerPhone, promise, onChange, disabled }: PromiseBlockProps) => {
  const { t } = useTranslation('phone');
  const id = useId();
  const { data: known } = useQuery(bandsQuery(desk?.id ?? null));
  const isAway = useConnection().state !== 'connected';
  const bands = known ?? (isAway ? wholeHours(serverNow()) : undefined);
  const blank = { phone: null, callerIdTold: false, say: '', limits: '' };
  const first = bands?.find(({ from, left }) => left > 0 && Date.parse(from) > serverNow() + SOONEST_MS);
  useEffect(() => {
    if (!promise && first && !disabled) onChange({ ...blank, from: first.from, until: first.until });
  });
  const change = (part: Partial<PromiseDraft>) => promise && onChange({ ...promise, ...part });
  if (!promise) {
    return (
      <div className={classes.promise} role="status">
        {t(!desk ? 'promise.noDesk' : bands ? 'promise.none' : 'promise.loading')}
      </div>
    );
  }
  return (
    <fieldset className={classes.promise} disabled={disabled} ref={intoView}>
      <legend className={phone.label}>{t('promise.title')}</legend>
      {!known && isAway && <span className={phone.hint}>{t('promise.unchecked')}</span>}
      <BandSelect bands={bands ?? []} value={promise} onChoose={({ from, until }) => change({ from, until })} />
      <label className="visually-hidden" htmlFor={`${id}phone`}>
        {t('promise.phone')}
      </label>
      <input
        id={`${id}phone`}
        className={phone.pick}
        inputMode="tel"
        autoComplete="off"
        maxLength={40}
        value={promise.phone ?? callerPhone}
        placeholder={t('promise.phone')}
        onChange={(event) => change({ phone: event.currentTarget.value })}
      />
      <label className={classes.told}>
        <input
          type="checkbox"
          checked={promise.callerIdTold}
          onChange={(event) => change({ callerIdTold: event.currentTarget.checked })}
        />
        <span>{t('promise.told', { number: desk?.phoneNumber ?? t('promise.noNumber') })}</span>
      </label>
      <Line label={t('promise.say')} value={promise.say} onChange={(say) => change({ say })} />
      <Line label={t('promise.limits')} value={promise.limits} onChange={(limits) => change({ limits })} />
    </fieldset>
  );
};

const Line = ({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) => (
  <input
    className={classes.promiseLine}
    aria-label={label}
    placeholder={label}
    maxLength={400}
    autoComplete="off"
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
