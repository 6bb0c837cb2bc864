import { Skeleton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KpiRow } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import floor from '../floor/floor.module.css';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { isoDay } from '../shared/time.js';
import { ApiError } from '../wire/api.js';
import { KpiControls } from './kpi-controls.js';
import { csvOf, download, SHEET_ENCODINGS, type SheetEncoding } from './kpi-csv.js';
import { type Figure, figuresOf, isStill } from './kpi-figures.js';
import classes from './kpis.module.css';
import type { KpiSearch } from './kpi-search.js';
import { KpiTable } from './kpi-table.js';
import { useKpis } from './use-kpis.js';
import { useKpiWords } from './use-kpi-words.js';
import { serverNow } from '../wire/server-clock.js';

/** `/console/kpis`: every figure of the desk with its formula, over any days, in steps and by shop, desk, channel or person. */
export const KpiScreen = () => {
  const { t } = useTranslation('kpis');
  const navigate = useNavigate();
  const search = useSearch({ from: '/console/kpis' });
  const { step = '30m', by = 'none', show, sheet: encoding = 'utf-8' } = search;
  /** Characters that the last sheet could not hold. */
  const [lost, setLost] = useState<readonly string[]>([]);
  const to = search.to ?? isoDay(serverNow());
  const range = { from: search.from ?? to, to };
  const { data, error, isFetching, isPlaceholderData: isOld, refetch } = useKpis(range, step, by);
  // While others are on their way the old rows stay, as what they are.
  const words = useKpiWords(data?.step ?? step, data?.by ?? by, data);
  const figures = data ? figuresOf(show, data.total) : [];
  const collator = new Intl.Collator(presentLanguage());
  const rows =
    data?.rows
      .filter((row) => !isStill(row))
      .map((row) => ({ row, name: words.groupOf(row) ?? '' }))
      .toSorted(
        (one, other) => Date.parse(one.row.from) - Date.parse(other.row.from) || collator.compare(one.name, other.name),
      )
      .map(({ row }) => row) ?? [];
  const change = (part: KpiSearch) =>
    void navigate({ to: '/console/kpis', search: { ...search, ...part }, replace: true });
  useEffect(() => {
    document.title = t('title');
  }, [t]);

  const nothing = error ? t('failed') : !data || isOld ? t('loading') : rows.length === 0 ? t('empty') : null;
  const save = () => {
    if (nothing || !data) return;
    const cell = (figure: Figure, row: KpiRow) => (figure.isOff?.(row) ? t('off') : figure.of(row));
    const lines = rows.map((row) => [
      words.timeOf(row),
      words.groupOf(row),
      ...figures.map((figure) => cell(figure, row)),
    ]);
    const heads = figures.map((figure) => `${words.nameOf(figure)} (${t(`unit.${figure.unit}`)})`);
    const total = [t('total'), null, ...figures.map((figure) => cell(figure, data.total))];
    const unwritten = download(
      ['kpis', range.from, range.to, step, by, show].filter(Boolean).join('_') + '.csv',
      csvOf([[t('row'), t('groups'), ...heads], ...lines, total]),
      encoding,
    );
    setLost(unwritten);
    announce(t('saved'));
  };
  useShortcuts({ d: save });

  return (
    <div className={floor.screen}>
      <header className={classes.head}>
        <h1>{t('title')}</h1>
        <label className={classes.encoding}>
          {t('encoding.label')}
          <select value={encoding} onChange={({ target }) => change({ sheet: target.value as SheetEncoding })}>
            {SHEET_ENCODINGS.map((each) => (
              <option key={each} value={each}>
                {t(`encoding.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <Action
          keys={['D']}
          icon={<IconDownload size={16} stroke={1.75} aria-hidden />}
          blocked={nothing}
          onClick={save}
        >
          {t('save')}
        </Action>
      </header>
      {lost.length > 0 && (
        <p className={classes.lost} role="alert">
          {t('lost', { count: lost.length, characters: lost.slice(0, 10).join(' ') })}
        </p>
      )}
      <KpiControls range={range} search={search} onChange={change} />
      {error && (
        <div className={floor.failure} role="alert">
          <span>{t('failed')}</span>
          {error instanceof ApiError && <span>{error.sentence(presentLanguage())}</span>}
          <span>{t('limits')}</span>
          <Action blocked={isFetching ? t('loading') : null} onClick={() => void refetch()}>
            {t('retry')}
          </Action>
        </div>
      )}
      {!error && !data && (
        <div role="status" aria-busy="true" aria-label={t('loading')}>
          <Skeleton animate={false} height={480} />
        </div>
      )}
      {!error && data && rows.length === 0 && <p className={classes.empty}>{t('empty')}</p>}
      {!error && data && rows.length > 0 && (
        <KpiTable
          key={JSON.stringify(search)}
          isOld={isOld}
          rows={rows}
          total={data.total}
          figures={figures}
          targets={data.targets}
          words={words}
        />
      )}
    </div>
  );
};
