import type { TFunction } from 'i18next';

/** `3時間12分`, `42分`: how long the oldest inquiry has waited, to the minute. */
export const waitWords = (t: TFunction<'floor'>, since: string, now: number): string => {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  const days = Math.floor(minutes / 1_440);
  if (days > 0) return t('span.days', { days, hours: Math.floor(minutes / 60) % 24 });
  if (minutes >= 60) return t('span.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return t('span.minutes', { minutes });
};

/** `3時間12分前`, and within the first minute たった今. */
export const agoWords = (t: TFunction<'floor'>, since: string, now: number): string =>
  now - Date.parse(since) < 60_000 ? t('justNow') : t('ago', { span: waitWords(t, since, now) });
