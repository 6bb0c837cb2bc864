import { IconAlertOctagon, IconCheck, IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityDrawn, QualityRow } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { useFurtherRows } from '../shared/use-further-rows.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { Tag } from '../shared/tag.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { dayAndTime } from '../shared/time.js';
import { api, ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { qualityQuery } from './quality-queries.js';
import { QualitySheetPanel } from './quality-sheet.js';
import { Empty } from '../shared/empty.js';
import listRows from '../shared/list-row.module.css';
import shared from '../shared/shared.module.css';
import classes from './quality.module.css';

/** `/console/quality[/:id]`: replies drawn at random, and the sheet by which one is judged. */
export const QualityScreen = () => {
  const { t } = useTranslation(['quality', 'words']);
  const navigate = useNavigate();
  const { id } = useParams({ strict: false });
  const queries = useQueryClient();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(qualityQuery);
  const { isBusy, failure, attempt } = useAttempt();
  const [drawn, setDrawn] = useState<string | null>(null);
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const present = rows.findIndex((row) => row.id === id);
  useEffect(() => {
    document.title = t('quality:title');
  }, [t]);

  const more = useFurtherRows({
    count: rows.length,
    read: async () => {
      const { data: found } = await fetchNextPage();
      return found?.pages.flatMap(({ items }) => items.map((each) => each.id)) ?? [];
    },
    prefix: 'sample',
    said: (count) => t('quality:moreShown', { count }),
  });

  const choose = (next: string | undefined) => {
    if (next === undefined) return;
    void navigate({ to: '/console/quality/$id', params: { id: next }, replace: id !== undefined });
    document.getElementById(`sample-${next}`)?.focus();
  };
  const move = (by: number) => choose(rows[Math.min(rows.length - 1, Math.max(0, present + by))]?.id);
  const draw = () => {
    if (isBusy) return;
    void attempt(async () => {
      const { drawn: count } = await api.post<QualityDrawn>('quality/draw');
      await queries.invalidateQueries({ queryKey: qualityQuery.queryKey });
      const words = t(count > 0 ? 'quality:drawn' : 'quality:noneLeft', { count });
      setDrawn(words);
      announce(words);
    });
  };
  useShortcuts({ j: () => move(1), k: () => move(-1), d: draw });
  const figures = data?.pages[0]?.figures;
  return (
    <div className={classes.screen}>
      <section className={classes.side} aria-labelledby="quality-title" data-region>
        <header className={`${shared.screenHead} ${classes.head}`}>
          <h1 id="quality-title">{t('quality:title')}</h1>
          {figures && (
            <p>
              {t('quality:figures', { checked: figures.checked, drawn: figures.drawn, right: figures.withoutError })}
              {figures.critical > 0 && <strong> {t('quality:critical', { count: figures.critical })}</strong>}
            </p>
          )}
          <Action keys={['D']} blocked={isBusy ? t('quality:drawing') : null} onClick={draw}>
            {t('quality:draw')}
          </Action>
          {(failure ?? drawn) && <p role={failure ? 'alert' : undefined}>{failure ?? drawn}</p>}
        </header>
        {error && (
          <p className={classes.failure} role="alert">
            {error instanceof ApiError ? error.sentence(presentLanguage()) : t('quality:failed')}{' '}
            <Action onClick={() => void refetch()}>{t('quality:again')}</Action>
          </p>
        )}
        {data && rows.length === 0 && (
          <Empty icon={IconCircleCheck} title={t('quality:empty')}>
            {t('quality:emptyNote')}
          </Empty>
        )}
        <ul className={classes.rows}>
          {rows.map((row) => (
            <Row key={row.id} row={row} isChosen={row.id === id} onChoose={() => choose(row.id)} />
          ))}
        </ul>
        {hasNextPage && (
          <p className={classes.more}>
            <Action blocked={isFetchingNextPage ? t('quality:loading') : null} onClick={() => void more()}>
              {t('quality:more')}
            </Action>
          </p>
        )}
      </section>
      {id === undefined ? (
        <Empty isPane>{rows.length > 0 && t('quality:choose')}</Empty>
      ) : (
        <QualitySheetPanel key={id} id={id} onChecked={() => choose(rows[present + 1]?.id)} />
      )}
    </div>
  );
};

const Row = ({ row, isChosen, onChoose }: { row: QualityRow; isChosen: boolean; onChoose: () => void }) => {
  const { t } = useTranslation(['quality', 'words']);
  const desk = useDesks().get(row.deskId);
  const state = row.critical ? 'danger' : row.errors.length > 0 ? 'warn' : 'ok';
  return (
    <li>
      <button
        type="button"
        id={`sample-${row.id}`}
        className={`${listRows.listRow} ${classes.row}`}
        aria-current={isChosen || undefined}
        onClick={onChoose}
      >
        <TenantMark mark={desk?.mark} size={28} />
        <span className={classes.rowTop}>
          <strong>{row.author.name}</strong> {t(`words:topic.${row.topic}`)}
        </span>
        <span>{dayAndTime(row.sentAt, presentLanguage())}</span>
        <span className={classes.rowText}>
          {desk?.siteName ?? ''} {row.number}
        </span>
        {row.checkedAt === null ? (
          <Tag dashed>{t(row.mayCheck ? 'quality:open' : 'quality:own')}</Tag>
        ) : (
          <Tag
            tone={state}
            icon={
              row.errors.length > 0 ? (
                <IconAlertOctagon stroke={1.75} aria-hidden="true" />
              ) : (
                <IconCheck stroke={1.75} aria-hidden="true" />
              )
            }
          >
            {row.critical
              ? t('quality:isCritical')
              : row.errors.length > 0
                ? t('quality:errors', { count: row.errors.length })
                : t('quality:right')}
          </Tag>
        )}
      </button>
    </li>
  );
};
