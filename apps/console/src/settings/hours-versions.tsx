import { useTranslation } from 'react-i18next';
import type { DeskHoursView, HoursVersionView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { Tag } from '../shared/tag.js';
import { wallOf } from './hours-draft.js';
import classes from './hours.module.css';

interface HoursVersionsProps {
  hours: DeskHoursView;
  blocked: string | null;
  onCopy: (version: HoursVersionView) => void;
  onWithdraw: (from: string) => void;
}

const TONES = { past: 'plain', in_force: 'ok', planned: 'accent' } as const;

/** 2018年2月16日 15:00, on the desk's own clock. */
const useMoment = (zone: string): ((from: string) => string) => {
  const { t } = useTranslation('hours');
  return (from) => {
    const [date, clock] = wallOf(from, zone).split('T');
    const [year, month, day] = date!.split('-').map(Number);
    const name = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
    const monthName = presentLanguage() === 'ja' ? month : name.format(new Date(Date.UTC(year!, month! - 1, 1)));
    return t('versions.moment', { year, month: monthName, day, clock });
  };
};

/** What held, holds and will hold, in words. */
export const HoursVersions = ({ hours, blocked, onCopy, onWithdraw }: HoursVersionsProps) => {
  const { t } = useTranslation('hours');
  const moment = useMoment(hours.zone);
  return (
    <section className={classes.versions} aria-labelledby="hours-versions-title">
      <h2 id="hours-versions-title">{t('versions.title')}</h2>
      <ol>
        {hours.versions.map((version) => (
          <li key={version.from ?? 'first'} data-standing={version.standing}>
            <p className={classes.versionHead}>
              <Tag tone={TONES[version.standing]}>{t(`versions.${version.standing}`)}</Tag>
              <strong>
                {version.from === null ? t('versions.first') : t('versions.from', { moment: moment(version.from) })}
              </strong>
            </p>
            <p>
              {t('versions.phone')} {version.phoneWords ?? t('versions.noPhone')}
              {version.phoneNumber && ` ${version.phoneNumber}`}
            </p>
            <p className={classes.hint}>
              {t('versions.reply')} {version.replyWords}
            </p>
            <p className={classes.foot}>
              <Action look="quiet" onClick={() => onCopy(version)}>
                {t('versions.copy')}
              </Action>
              {version.standing === 'planned' && (
                <Action look="quiet" blocked={blocked} onClick={() => onWithdraw(version.from!)}>
                  {t('versions.withdraw')}
                </Action>
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
};
