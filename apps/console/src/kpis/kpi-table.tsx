import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconTrendingDown } from '@tabler/icons-react';
import type { KpiRow, PhoneTargets } from '#libs/contracts';
import floor from '../floor/floor.module.css';
import { Action } from '../shared/action.js';
import { type Figure, misses } from './kpi-figures.js';
import classes from './kpis.module.css';
import type { KpiWords } from './use-kpi-words.js';

const PAGE = 100;

interface KpiTableProps {
  /** Others are on their way. */
  isOld: boolean;
  rows: readonly KpiRow[];
  total: KpiRow;
  figures: readonly Figure[];
  targets: PhoneTargets;
  words: KpiWords;
}

const shown = (value: number | null): string =>
  value === null ? '–' : value.toLocaleString(undefined, { maximumFractionDigits: 1 });

/** Rows of time and group, columns of figures; the column under the focus or the pointer explains itself above. */
export const KpiTable = ({ isOld, rows, total, figures, targets, words }: KpiTableProps) => {
  const { t } = useTranslation('kpis');
  const [pages, setPages] = useState(1);
  const [explained, setExplained] = useState<string | null>(null);
  const present = figures.find(({ name }) => name === explained) ?? figures[0]!;
  const cells = (row: KpiRow) =>
    figures.map((figure) => {
      const isMissed = misses(figure, row, targets);
      return (
        <td key={figure.name} className={floor.number} data-missed={isMissed || undefined}>
          {isMissed && (
            <>
              <IconTrendingDown size={14} stroke={1.75} aria-hidden />
              <span className="visually-hidden">{t('missed')} </span>
            </>
          )}
          {figure.isOff?.(row) ? t('off') : shown(figure.of(row))}
        </td>
      );
    });
  return (
    <section className={floor.panel} aria-labelledby="kpi-table" aria-busy={isOld} data-region>
      <div className={floor.panelHead}>
        <h2 id="kpi-table">{t('table')}</h2>
        <span className={floor.aside}>{t('totalNote')}</span>
      </div>
      <p className={classes.formula} data-testid="kpi-formula">
        <strong>{words.nameOf(present)}</strong> {words.formulaOf(present)}
      </p>
      <div hidden>
        {figures.map((figure) => (
          <span key={figure.name} id={`formula-${figure.name}`}>
            {words.formulaOf(figure)}
          </span>
        ))}
      </div>
      <div className={classes.scroll} tabIndex={0} role="group" aria-labelledby="kpi-table">
        <table className={`${floor.table} ${classes.table}`} data-grouped={words.isGrouped}>
          <thead>
            <tr>
              <th scope="col">{t('row')}</th>
              {figures.map((figure) => (
                <th key={figure.name} scope="col" className={floor.number}>
                  <button
                    type="button"
                    className={classes.column}
                    tabIndex={figure === present ? 0 : -1}
                    aria-describedby={`formula-${figure.name}`}
                    onFocus={() => setExplained(figure.name)}
                    onMouseEnter={() => setExplained(figure.name)}
                    onKeyDown={moveAlong}
                  >
                    {words.nameOf(figure)}
                    <small>{t(`unit.${figure.unit}`)}</small>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, pages * PAGE).map((row) => (
              <tr key={`${row.from} ${row.deskId ?? row.tenantId ?? row.channel ?? row.agentId}`}>
                <th scope="row">
                  {words.groupOf(row)}
                  <small>{words.timeOf(row)}</small>
                </th>
                {cells(row)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              {cells(total)}
            </tr>
          </tfoot>
        </table>
      </div>
      {rows.length > pages * PAGE && (
        <div className={classes.more}>
          <Action onClick={() => setPages(pages + 1)}>{t('more', { count: rows.length - pages * PAGE })}</Action>
        </div>
      )}
    </section>
  );
};

/** The heads are one stop of the tab key; arrows go from one to the next. */
const moveAlong = (event: KeyboardEvent<HTMLButtonElement>) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const heads = [...(event.currentTarget.closest('tr')?.querySelectorAll('button') ?? [])];
  heads[heads.indexOf(event.currentTarget) + step]?.focus();
  event.preventDefault();
};
