import { useTranslation } from 'react-i18next';
import type { KpiGroup, KpiRow, KpiStep, PhoneTargets } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { clockTime, dayLabel } from '../shared/time.js';
import { useDesks, useStaffNames } from '../wire/queries.js';
import type { Figure } from './kpi-figures.js';

export interface KpiWords {
  isGrouped: boolean;
  nameOf: (figure: Figure) => string;
  formulaOf: (figure: Figure) => string;
  timeOf: (row: KpiRow) => string;
  /** Null where rows are not grouped. */
  groupOf: (row: KpiRow) => string | null;
}

/** What rows and columns are called; thresholds are said as the figures were computed with them. */
export const useKpiWords = (step: KpiStep, by: KpiGroup, told: { targets: PhoneTargets } | undefined): KpiWords => {
  const { t } = useTranslation(['kpis', 'escalations', 'words']);
  const desks = useDesks();
  const people = useStaffNames();
  const inPercent = (share = 0) => Number((share * 100).toFixed(1));
  const thresholds = {
    within: told?.targets.answerWithin,
    short: told?.targets.shortUnder,
    answerRate: inPercent(told?.targets.answerRate),
    serviceLevel: inPercent(told?.targets.serviceLevel),
  };
  const tenants = new Map([...desks.values()].map(({ tenantId, tenantName }) => [tenantId, tenantName]));
  return {
    isGrouped: by !== 'none',
    nameOf: ({ name, trigger }) =>
      trigger
        ? t('figure.escalatedBy.name', { reason: t(`escalations:trigger.${trigger}`) })
        : t(`figure.${name}.name`, thresholds),
    formulaOf: ({ name, trigger }) =>
      trigger ? t('figure.escalatedBy.formula') : t(`figure.${name}.formula`, thresholds),
    timeOf: ({ from, to }) => {
      if (step === 'whole') return t('wholeTime');
      const day = dayLabel(from, presentLanguage());
      return step === 'day' ? day : `${day} ${clockTime(from)}–${clockTime(to)}`;
    },
    groupOf: ({ deskId, tenantId, channel, agentId }) => {
      if (by === 'none') return null;
      if (by === 'desk') return desks.get(deskId!)?.siteName ?? t('unknown');
      if (by === 'tenant') return tenants.get(tenantId!) ?? t('unknown');
      if (by === 'channel') return t(`words:channel.${channel}`);
      return agentId === null ? t('nobody') : (people.get(agentId) ?? t('unknown'));
    },
  };
};
