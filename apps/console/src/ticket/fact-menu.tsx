import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactValueView } from '#libs/contracts';
import { isComposing, Key } from '../shared/shortcuts.js';
import { ticketFactsQuery } from '../wire/queries.js';
import classes from './fact-menu.module.css';

interface FactMenuProps {
  ticketId: string;
  onInsert: (fact: FactValueView) => void;
  onClose: () => void;
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/gu, '');

/** `@`: the facts of this ticket, from which one is inserted instead of typed. */
export const FactMenu = ({ ticketId, onInsert, onClose }: FactMenuProps) => {
  const { t } = useTranslation('ticket');
  const { data, error } = useQuery(ticketFactsQuery(ticketId));
  const [words, setWords] = useState('');
  const [index, setIndex] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const facts = (data?.values ?? []).filter(({ label, text }) => plain(label + text).includes(plain(words)));
  const chosen = facts[Math.min(index, facts.length - 1)];

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (chosen) document.getElementById(`fact-${chosen.path}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const step = (by: number) => setIndex((facts.indexOf(chosen!) + by + facts.length) % Math.max(1, facts.length));
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const keys: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Escape: onClose,
      Enter: () => chosen && onInsert(chosen),
      // The field is the only stop.
      Tab: () => undefined,
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <>
      <div className={classes.backdrop} onClick={onClose} aria-hidden="true" />
      <div role="dialog" aria-modal="true" aria-label={t('fact.title')} className={classes.menu} onKeyDown={onKeyDown}>
        <div className={classes.search}>
          <span aria-hidden="true">@</span>
          <input
            ref={field}
            role="combobox"
            aria-expanded="true"
            aria-controls="fact-list"
            aria-activedescendant={chosen ? `fact-${chosen.path}` : undefined}
            aria-autocomplete="list"
            aria-label={t('fact.search')}
            placeholder={t('fact.placeholder')}
            value={words}
            autoComplete="off"
            onChange={(event) => {
              setWords(event.currentTarget.value);
              setIndex(0);
            }}
          />
          <Key>Esc</Key>
        </div>
        <div id="fact-list" role="listbox" aria-label={t('fact.title')} className={classes.list}>
          {facts.map((fact) => (
            <div
              key={fact.path}
              id={`fact-${fact.path}`}
              role="option"
              aria-selected={fact === chosen}
              className={classes.option}
              // The field keeps the focus, so that Escape goes on working.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onInsert(fact)}
            >
              <span>{fact.label}</span>
              <strong>{fact.text}</strong>
            </div>
          ))}
        </div>
        {facts.length === 0 && (
          <p className={classes.none}>{error ? t('context.factsFailed') : data ? t('fact.none') : ''}</p>
        )}
      </div>
    </>
  );
};
