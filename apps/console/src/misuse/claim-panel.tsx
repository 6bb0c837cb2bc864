import { useTranslation } from 'react-i18next';
import type { ClaimState, MisuseRegister } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { Tag, type TagTone } from '../shared/tag.js';
import { dayAndTime } from '../shared/time.js';
import { ClaimTexts } from './claim-texts.js';
import classes from './misuse.module.css';

const TONES: Record<ClaimState, TagTone> = { in_force: 'ok', under_review: 'danger', withdrawn: 'plain' };

interface ClaimPanelProps {
  claim: MisuseRegister['claims'][number];
  isBusy: boolean;
  onSettle: (incidentId: string, state: 'in_force' | 'withdrawn') => void;
}

/** 「被害なし」: how the claim stands, which approved texts make it, and what a second look ends with. */
export const ClaimPanel = ({ claim, isBusy, onSettle }: ClaimPanelProps) => {
  const { t } = useTranslation('misuse');
  const maySettle = useCan('canned:write');
  const blocked = isBusy ? t('busy') : null;
  return (
    <section className={classes.claim} data-state={claim.state}>
      <h2>
        {t('claim.title')} <Tag tone={TONES[claim.state]}>{t(`claim.state.${claim.state}`)}</Tag>
      </h2>
      <p>
        {t(`claim.about.${claim.state}`)}
        {claim.since && ` ${t('claim.since', { time: dayAndTime(claim.since, presentLanguage()) })}`}
      </p>
      <ClaimTexts texts={claim.texts} />
      {claim.state === 'under_review' &&
        (maySettle ? (
          <div className={classes.foot}>
            <Action look="primary" blocked={blocked} onClick={() => onSettle(claim.incidentId, 'withdrawn')}>
              {t('claim.withdraw')}
            </Action>
            <Action blocked={blocked} onClick={() => onSettle(claim.incidentId, 'in_force')}>
              {t('claim.keep')}
            </Action>
          </div>
        ) : (
          <p className={classes.note}>{t('claim.byAdmin')}</p>
        ))}
    </section>
  );
};
