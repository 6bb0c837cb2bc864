import type { CohortView, EvidenceGrade, Language } from '#libs/contracts';
import type { Count } from './count.wording.js';
import { itemNames } from './item.wording.js';

/** One group of affected persons of one shop. The period is half-open. */
export interface Cohort {
  tenantId: string;
  id: string;
  incidentId: string;
  key: string;
  label: string;
  labelEn: string;
  grade: EvidenceGrade;
  periodFrom: Date;
  periodTo: Date;
  items: string[];
  notItems: string[];
  includesCancelled: boolean;
  version: number;
  counts: Count[];
}

/** The cohort as the console shows it, in the reader's language. */
export const cohortView = (cohort: Cohort, language: Language): CohortView => ({
  label: language === 'ja' ? cohort.label : cohort.labelEn,
  grade: cohort.grade,
  periodFrom: cohort.periodFrom.toISOString(),
  periodTo: cohort.periodTo.toISOString(),
  counts: cohort.counts,
  items: itemNames(cohort.items, language),
  notItems: itemNames(cohort.notItems, language),
});
