import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CannedTextRow, type Language, LANGUAGES } from '#libs/contracts';
import { cannedTextsQuery } from '../approvals/text-queries.js';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { FindField } from '../shared/find-field.js';
import { matches } from '../shared/matching.js';
import { Tag } from '../shared/tag.js';
import { dayAndTime } from '../shared/time.js';
import { ApiError } from '../wire/api.js';
import { DeskTabs } from './desk-tabs.js';
import { TextEditor } from './text-editor.js';
import { placeOf, textPlace } from './text-place.js';
import { useShops } from './use-shops.js';
import { Empty } from '../shared/empty.js';
import listRows from '../shared/list-row.module.css';
import shared from '../shared/shared.module.css';
import classes from './texts.module.css';

const KEY = /^[a-z][a-z0-9_]{0,39}$/;

/** `/console/settings/texts`: every canned text with what is told now, what comes, and the next version. */
export const TextsScreen = () => {
  const { t } = useTranslation('texts');
  const navigate = useNavigate();
  const search = useSearch({ from: '/console/settings/texts' });
  const list = useQuery(cannedTextsQuery);
  const mayWrite = useCan('canned:write');
  const [words, setWords] = useState('');
  const rows = list.data ?? [];
  const shown = rows.filter((row) => matches(words, `${titleOf(row)} ${row.key}`));
  const chosen = rows.find((row) => placeOf(row) === search.text);
  const place = search.text === undefined ? null : textPlace(search.text);
  const common =
    place &&
    rows.find(({ key, language, tenantId }) => tenantId === null && key === place.key && language === place.language);
  // A new text, or a shop's own in the place of one that there is.
  const isNew =
    place !== null && !chosen && list.data !== undefined && (place.tenantId === null || common !== undefined);
  const choose = (text: string) => void navigate({ to: '/console/settings/texts', search: { text }, replace: true });

  const shops = useShops();
  const shopOf = (tenantId: string) => shops.find(({ id }) => id === tenantId)?.name ?? '';
  const ownOf = (tenantId: string) => place && choose(placeOf({ ...place, tenantId }));

  useEffect(() => {
    document.title = t('title');
  }, [t]);

  return (
    <div className={classes.screen}>
      <section className={classes.side} aria-labelledby="texts-title" data-region>
        <header className={shared.screenHead}>
          <h1 id="texts-title">{t('title')}</h1>
        </header>
        <DeskTabs />
        <div className={classes.find}>
          <FindField label={t('find')} value={words} onFind={setWords} />
        </div>
        {list.error && (
          <p className={classes.failure} role="alert">
            {list.error instanceof ApiError ? list.error.sentence(presentLanguage()) : t('failed')}{' '}
            <Action onClick={() => void list.refetch()}>{t('again')}</Action>
          </p>
        )}
        <ul>
          {shown.map((row) => (
            <li key={placeOf(row)}>
              <button
                type="button"
                className={`${listRows.listRow} ${classes.row}`}
                aria-current={row === chosen || undefined}
                onClick={() => choose(placeOf(row))}
              >
                <strong lang={row.language}>{titleOf(row)}</strong>
                <span>
                  {row.key} ・ {t(`words:language.${row.language}`)}
                  {row.tenantId !== null && ` ・ ${shopOf(row.tenantId)}`}
                </span>
                <StateWords row={row} />
              </button>
            </li>
          ))}
        </ul>
        {rows.length > 0 && shown.length === 0 && <p className={classes.nothing}>{t('foundNone')}</p>}
        {mayWrite && <NewText taken={new Set(rows.map(placeOf))} onNew={choose} />}
      </section>
      {chosen ? (
        <TextEditor key={placeOf(chosen)} place={chosen} row={chosen} common={common ?? null} onOwn={ownOf} />
      ) : isNew && mayWrite ? (
        <TextEditor key={search.text} place={place} row={null} common={common ?? null} onOwn={ownOf} />
      ) : (
        <Empty isPane>{list.data && t(rows.length > 0 ? 'choose' : 'none')}</Empty>
      )}
    </div>
  );
};

const titleOf = (row: CannedTextRow): string => row.inForce?.title ?? row.next?.title ?? row.coming?.title ?? row.key;

const StateWords = ({ row: { inForce, withdrawnAt, coming, next } }: { row: CannedTextRow }) => {
  const { t } = useTranslation('texts');
  return (
    <span className={classes.states}>
      {inForce && <Tag tone="ok">{t('inForce', { version: inForce.version })}</Tag>}
      {withdrawnAt && <Tag tone="danger">{t('withdrawn')}</Tag>}
      {coming && <Tag dashed>{t('coming', { moment: dayAndTime(coming.effectiveFrom ?? '', presentLanguage()) })}</Tag>}
      {next && (
        <Tag dashed tone={next.state === 'returned' ? 'warn' : 'plain'}>
          {t(`state.${next.state}`, { version: next.version })}
        </Tag>
      )}
    </span>
  );
};

const NewText = ({ taken, onNew }: { taken: ReadonlySet<string>; onNew: (place: string) => void }) => {
  const { t } = useTranslation('texts');
  const [key, setKey] = useState('');
  const [language, setLanguage] = useState<Language>('ja');
  const blocked = !KEY.test(key)
    ? t('new.badKey')
    : taken.has(placeOf({ key, language, tenantId: null }))
      ? t('new.taken')
      : null;
  return (
    <form
      className={classes.fresh}
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) onNew(placeOf({ key, language, tenantId: null }));
      }}
    >
      <label>
        {t('new.key')}
        <input value={key} maxLength={40} onChange={(event) => setKey(event.currentTarget.value.trim())} />
      </label>
      <label>
        {t('new.language')}
        <select value={language} onChange={(event) => setLanguage(event.currentTarget.value as Language)}>
          {LANGUAGES.map((each) => (
            <option key={each} value={each}>
              {t(`words:language.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <Action type="submit" blocked={blocked}>
        {t('new.write')}
      </Action>
    </form>
  );
};
