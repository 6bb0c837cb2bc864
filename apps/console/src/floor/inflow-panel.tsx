import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView, FloorView } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { clockTime } from '../shared/time.js';
import panel from './floor.module.css';
import classes from './chart.module.css';
import { fillOf, InflowChart, type SeriesLook } from './inflow-chart.js';
import { type InflowCount, type InflowStack, stackInflow } from './inflow.js';

interface InflowPanelProps {
  floor: Pick<FloorView, 'inflow' | 'inflowByTopic'>;
  desks: ReadonlyMap<string, DeskView>;
  now: number;
}

/** Topics have no colour of their own: the chart lends them some, the busiest first. */
const TOPIC_HUES = ['ai', 'kare', 'botan', 'asagi', 'fuji'] as const;

type Split = 'shops' | 'topics';

const looksOf = (
  t: TFunction<'floor'>,
  split: Split,
  stack: InflowStack,
  others: number,
  tenants: Tenants,
): SeriesLook[] =>
  stack.series.map(({ key }, index): SeriesLook => {
    if (key === null) {
      return {
        id: 'rest',
        name: t(split === 'shops' ? 'otherShops' : 'otherTopics', { count: others }),
        hue: null,
        isHatched: false,
      };
    }
    if (split === 'topics')
      return { id: key, name: t(`words:topic.${key}`), hue: TOPIC_HUES[index] ?? null, isHatched: false };
    const hue = tenants.get(key)?.hue ?? null;
    const isHatched = stack.series
      .slice(0, index)
      .some((busier) => hue !== null && busier.key !== null && tenants.get(busier.key)?.hue === hue);
    return { id: key, name: tenants.get(key)?.name ?? '', hue, isHatched };
  });

/** The inflow of the last hours by shop or by topic: as bars, or (V) as the same figures in a table. */
export const InflowPanel = ({ floor, desks, now }: InflowPanelProps) => {
  const { t } = useTranslation('floor');
  const [isTable, setTable] = useState(false);
  const [split, setSplit] = useState<Split>('shops');
  const quarter = Math.floor(now / 900_000);
  const { inflow, inflowByTopic } = floor;
  const counts = useMemo(
    (): InflowCount[] =>
      split === 'shops'
        ? inflow.map(({ tenantId, ...rest }) => ({ ...rest, key: tenantId }))
        : inflowByTopic.map(({ topic, ...rest }) => ({ ...rest, key: topic })),
    [split, inflow, inflowByTopic],
  );
  const stack = useMemo(() => stackInflow(counts, quarter * 900_000), [counts, quarter]);
  const tenants = useMemo(() => tenantsOf(desks), [desks]);
  const others = new Set(counts.map(({ key }) => key)).size - (stack.series.length - 1);
  const looks = looksOf(t, split, stack, others, tenants);
  useShortcuts({ v: () => setTable(!isTable) });
  const summary = stack.peak
    ? t(split === 'shops' ? 'inflowSummary' : 'inflowSummaryTopics', {
        total: stack.total,
        from: clockTime(stack.slots[0]?.from ?? now),
        peak: stack.peak.total,
        at: clockTime(stack.peak.from),
        most: looks[0]?.name ?? '',
        share: stack.series[0]?.total ?? 0,
      })
    : t('inflowNone');

  return (
    <section className={panel.panel} aria-labelledby="inflow-title" data-region>
      <div className={panel.panelHead}>
        <h2 id="inflow-title">{t('inflow')}</h2>
        <span className={panel.toggle} role="group" aria-label={t('inflow')}>
          {(['shops', 'topics'] as const).map((each) => (
            <button key={each} type="button" aria-pressed={split === each} onClick={() => setSplit(each)}>
              {t(`split.${each}`)}
            </button>
          ))}
        </span>
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

type Tenants = ReturnType<typeof tenantsOf>;

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
  stack: InflowStack;
  looks: readonly SeriesLook[];
  caption: string;
}

const InflowTable = ({ stack, looks, caption }: InflowTableProps) => {
  const { t } = useTranslation('floor');
  return (
    <table className={panel.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column.from')}</th>
          {looks.map((look) => (
            <th key={look.id} scope="col" className={panel.number}>
              {look.name}
            </th>
          ))}
          <th scope="col" className={panel.number}>
            {t('column.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {stack.slots.map((slot) => (
          <tr key={slot.from}>
            <th scope="row">{clockTime(slot.from)}</th>
            {slot.counts.map((count, index) => (
              <td key={looks[index]?.id ?? index} className={panel.number}>
                {count}
              </td>
            ))}
            <td className={panel.number}>{slot.total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
