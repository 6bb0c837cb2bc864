import { useTranslation } from 'react-i18next';
import { presentLanguage } from '../app/i18n.js';
import { clockTime, dayAndTime, isoDay, spanOf } from '../shared/time.js';

/** `14:31` today, `6/24 14:31` on other days. */
export const recentTime = (moment: string, now: number): string =>
  isoDay(moment) === isoDay(now) ? clockTime(moment) : dayAndTime(moment, presentLanguage());

/** Words for codes of mail; a code that this console does not know yet is said as such, never hidden. */
export const useMailWords = () => {
  const { t, i18n } = useTranslation(['mail', 'words']);
  const known = (group: string, code: string | null): string => {
    if (code === null) return t(`mail:${group}.unknown`);
    const key = `mail:${group}.${code}`;
    return i18n.exists(key) ? t(key) : code;
  };
  return {
    quarantined: (code: string | null) => known('reasonShort', code),
    quarantinedLong: (code: string | null) => known('reasonLong', code),
    ignored: (code: string) => known('ignored', code),
    fault: (code: string | null) => known('fault', code),
    span: (since: string, now: number): string => {
      const { unit, count } = spanOf(now - Date.parse(since));
      return t(`words:span.${unit}`, { count });
    },
  };
};
