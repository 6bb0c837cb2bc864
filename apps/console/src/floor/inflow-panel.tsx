import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView, FloorView } from '#libs/contracts';
import { Action } from '../shared/action.jsx';
import { useShortcuts } from '../shared/shortcuts.jsx';
import { clockTime } from '../shared/time.js';
import classes from './floor.module.css';
import { fillOf, InflowChart, type SeriesLook } from './inflow-chart.jsx';
import { stackInflow } from './inflow.js';

interface InflowPanelProps {
  inflow: FloorView['inflow'];
  desks: ReadonlyMap<string, DeskView>;
  now: number;
}

/** The inflow of the last hours by shop: as bars, or (V) as the same figures in a table. */
export const InflowPanel = ({ inflow, desks, now }: InflowPanelProps) => {
  const { t } = useTranslation('floor');
  const [isTable, setTable] = useState(false);
  const quarter = Math.floor(now / 900_000);
  const stack = useMemo(() => stackInflow(inflow, quarter * 900_000), [inflow, quarter]);
  const tenants = useMemo(() => tenantsOf(desks), [desks]);
  const looks = stack.series.map(({ tenantId }, index): SeriesLook => {
    const tenant = tenantId === null ? undefined : tenants.get(tenantId);
    const hue = tenant?.hue ?? null;
    const isHatched = stack.series
      .slice(0, index)
      .some((busier) => hue !== null && busier.tenantId !== null && tenants.get(busier.tenantId)?.hue === hue);
    const name =
      tenantId === null ? t('otherShops', { count: restOf(inflow, stack.series.length) }) : (tenant?.name ?? '');
    return { id: tenantId ?? 'rest', name, hue, isHatched };
  });
  useShortcuts({ v: () => setTable(!isTable) });
  const summary = stack.peak
    ? t('inflowSummary', {
        total: stack.total,
        from: clockTime(stack.slots[0]?.from ?? now),
        peak: stack.peak.total,
        at: clockTime(stack.peak.from),
        most: looks[0]?.name ?? '',
        share: stack.series[0]?.total ?? 0,
      })
    : t('inflowNone');

  return (
    <section className={classes.panel} aria-labelledby="inflow-title" data-region>
      <div className={classes.panelHead}>
        <h2 id="inflow-title">{t('inflow')}</h2>
        <Action keys={['V']} aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {t('asTable')}
        </Action>
        <ul className={classes.legend}>
          {looks.map((look) => (
            <li key={look.id}>
              <i className={classes.swatch} data-hatched={look.isHatched} style={{ backgroundColor: fillOf(look) }} />
              {look.name}
            </li>
          ))}
        </ul>
      </div>
      {isTable ? (
        <div className={classes.twin} tabIndex={0} role="group" aria-label={t('inflow')}>
          <InflowTable stack={stack} looks={looks} caption={summary} />
        </div>
      ) : (
        <InflowChart stack={stack} looks={looks} title={t('inflow')} summary={summary} />
      )}
      <p className={classes.summary}>{summary}</p>
    </section>
  );
};

const restOf = (inflow: FloorView['inflow'], shown: number): number =>
  new Set(inflow.map(({ tenantId }) => tenantId)).size - (shown - 1);

/** A tenant with one desk is known by its shop's name, one with several by the company's. */
const tenantsOf = (desks: ReadonlyMap<string, DeskView>) => {
  const tenants = new Map<string, { name: string; hue: DeskView['mark']['hue'] }>();
  for (const desk of desks.values()) {
    const name = tenants.has(desk.tenantId) ? desk.tenantName : desk.siteName;
    tenants.set(desk.tenantId, { name, hue: tenants.get(desk.tenantId)?.hue ?? desk.mark.hue });
  }
  return tenants;
};

interface InflowTableProps {
  stack: ReturnType<typeof stackInflow>;
  looks: readonly SeriesLook[];
  caption: string;
}

const InflowTable = ({ stack, looks, caption }: InflowTableProps) => {
  const { t } = useTranslation('floor');
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column.from')}</th>
          {looks.map((look) => (
            <th key={look.id} scope="col" className={classes.number}>
              {look.name}
            </th>
          ))}
          <th scope="col" className={classes.number}>
            {t('column.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {stack.slots.map((slot) => (
          <tr key={slot.from}>
            <th scope="row">{clockTime(slot.from)}</th>
            {slot.counts.map((count, index) => (
              <td key={looks[index]?.id ?? index} className={classes.number}>
                {count}
              </td>
            ))}
            <td className={classes.number}>{slot.total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
