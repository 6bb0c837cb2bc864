import { CALL_SETS, type CallSet, KPI_GROUPS, KPI_STEPS, type KpiGroup, type KpiStep } from '#libs/contracts';
import { SHEET_ENCODINGS, type SheetEncoding } from './kpi-csv.js';
import { FIGURE_KINDS, type FigureKind } from './kpi-figures.js';

/** What the table shows, kept in the URL: days of Japan, the length of a row, what rows are grouped by and which figures. */
export interface KpiSearch {
  from?: string;
  to?: string;
  step?: KpiStep;
  by?: KpiGroup;
  show?: FigureKind;
  /** How the sheet is written. */
  sheet?: SheetEncoding;
}

const DAY = /^20\d\d-[01]\d-[0-3]\d$/;

const oneOf = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined =>
  values.find((each) => each === value);

const day = (value: unknown): string | undefined => (typeof value === 'string' && DAY.test(value) ? value : undefined);

export const kpiSearch = (search: Record<string, unknown>): KpiSearch => ({
  from: day(search.from),
  to: day(search.to),
  step: oneOf(KPI_STEPS, search.step),
  by: oneOf(KPI_GROUPS, search.by),
  show: oneOf(FIGURE_KINDS, search.show),
  sheet: oneOf(SHEET_ENCODINGS, search.sheet),
});

/** Which of this day's calls are listed. */
export const callListSearch = (search: Record<string, unknown>): { set?: CallSet } => ({
  set: oneOf(CALL_SETS, search.set),
});
