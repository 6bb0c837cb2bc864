import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeskView, FINDING_TOPIC, type TicketView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import lists from '../shared/field-list.module.css';
import { IdentityBand } from '../shared/identity-band.js';
import { Key } from '../shared/shortcuts.js';
import { Tag } from '../shared/tag.js';
import { useFieldList } from '../shared/use-field-list.js';
import { cannedPreviewQuery, cannedQuery } from './canned-queries.js';
import { CannedPreviewPane } from './canned-preview.js';
import classes from './palette.module.css';

interface CannedPaletteProps {
  ticket: TicketView;
  desk: DeskView | undefined;
  onInsert: (cannedId: string, replaceAll: boolean) => void;
  onClose: () => void;
}

const SETTLE_MS = 120;

const useSettled = (text: string): string => {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};

/** 定型文: the shop's own texts and the common ones left, the chosen one right, filled with this ticket's facts. */
export const CannedPalette = ({ ticket, desk, onInsert, onClose }: CannedPaletteProps) => {
  const { t } = useTranslation(['ticket', 'words']);
  const [typed, setTyped] = useState('');
  const words = useSettled(typed);
  const [chosenId, choose] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useQuery({ ...cannedQuery(ticket.id, words), placeholderData: keepPreviousData });
  /** What is listed does not answer the words that are typed: Enter proposes nothing of it. */
  const isSearching = typed !== words || list.isPending || list.isPlaceholderData;
  const groups = useMemo(() => {
    const rows = list.data ?? [];
    return [
      { key: 'own', rows: rows.filter((row) => row.ownText) },
      { key: 'shared', rows: rows.filter((row) => !row.ownText) },
    ].filter((group) => group.rows.length > 0);
  }, [list.data]);
  const rows = groups.flatMap((group) => group.rows);
  const best = rows.find((row) => row.recommended) ?? rows[0] ?? null;
  const proposed = best?.topic === FINDING_TOPIC ? null : best;
  const offered = rows.find((row) => row.id === chosenId) ?? proposed;
  /** What stood under the key of insertion last; once withdrawn, no other text slips into its place. */
  const [stood, setStood] = useState<{ id: string; title: string; words: string } | null>(null);
  const isGone =
    stood?.words === words && list.isSuccess && !list.isPlaceholderData && !rows.some(({ id }) => id === stood.id);
  const chosen = isGone ? null : offered;
  useEffect(() => {
    if (chosen && !list.isPlaceholderData) setStood({ id: chosen.id, title: chosen.title, words });
  }, [chosen, list.isPlaceholderData, words]);
  const pick = (id: string) => {
    const row = rows.find((each) => each.id === id);
    setStood(row ? { id, title: row.title, words } : null);
    choose(id);
  };
  useEffect(() => {
    if (isGone) announce(t('ticket:canned.gone', { title: stood.title }), 'assertive');
  }, [isGone, stood, t]);
  const preview = useQuery({ ...cannedPreviewQuery(ticket.id, chosen?.id ?? ''), enabled: chosen !== null });

  useEffect(() => field.current?.focus(), []);

  const fieldList = useFieldList({
    name: 'canned',
    label: t('ticket:canned.title'),
    ids: rows.map(({ id }) => id),
    chosen: chosen?.id ?? null,
    onChoose: pick,
    onClose,
    keys: {
      Enter: (event) => {
        if (event.target instanceof HTMLButtonElement) return false;
        if (isSearching && chosenId === null) announce(t('ticket:canned.searching'), 'assertive');
        else if (chosen) onInsert(chosen.id, event.shiftKey);
      },
      Tab: (event) => {
        // Two stops: the field and the buttons of the preview.
        const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')];
        const at = stops.indexOf(document.activeElement as HTMLElement);
        stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]?.focus();
      },
    },
  });

  return (
    <>
      <div className={classes.backdrop} onClick={onClose} aria-hidden="true" />
      <div
        role="dialog"
        aria-modal="true"
        aria-label={t('ticket:canned.title')}
        className={classes.palette}
        onKeyDown={fieldList.onKeyDown}
      >
        <IdentityBand
          size="thin"
          mark={desk?.mark}
          name={desk?.name ?? ''}
          use=""
          label={t('ticket:band.label')}
          side={t('ticket:canned.side', {
            channel: t('words:channel.email'),
            language: t(`words:language.${ticket.language}`),
            count: rows.length,
          })}
        />
        <div className={lists.field}>
          <IconSearch size={16} stroke={1.75} aria-hidden="true" />
          <input
            ref={field}
            {...fieldList.field}
            aria-label={t('ticket:canned.search')}
            placeholder={t('ticket:canned.placeholder')}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              choose(null);
            }}
          />
          <Key>Esc</Key>
        </div>
        <div className={classes.panes}>
          <div {...fieldList.list} className={`${lists.list} ${classes.list}`}>
            {isGone && <p className={lists.none}>{t('ticket:canned.gone', { title: stood.title })}</p>}
            {groups.map((group) => (
              <div key={group.key} role="group" aria-label={t(`ticket:canned.group.${group.key}`)}>
                <div className={lists.group} aria-hidden="true">
                  {t(`ticket:canned.group.${group.key}`)}
                </div>
                {group.rows.map((row) => (
                  <div
                    key={row.id}
                    {...fieldList.option(row.id)}
                    className={`${lists.option} ${classes.option}`}
                    onClick={() => pick(row.id)}
                    onDoubleClick={() => onInsert(row.id, false)}
                  >
                    <span className={classes.optionText}>
                      <strong>{row.title}</strong>
                      <span>{row.summary}</span>
                    </span>
                    {row.language !== ticket.language && <Tag tone="warn">{t(`words:language.${row.language}`)}</Tag>}
                    {row.recommended ? (
                      <Tag tone="ok">{t('ticket:canned.recommended')}</Tag>
                    ) : (
                      row.ownText && <Tag>{t('ticket:canned.ownText')}</Tag>
                    )}
                  </div>
                ))}
              </div>
            ))}
            {rows.length === 0 && !list.isPending && <p className={lists.none}>{t('ticket:canned.none')}</p>}
          </div>
          <CannedPreviewPane
            row={chosen}
            isChoiceOpen={rows.length > 0}
            preview={preview.data ?? null}
            failure={preview.error ?? list.error}
            onInsert={(replaceAll) => chosen && onInsert(chosen.id, replaceAll)}
          />
        </div>
      </div>
    </>
  );
};
