import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactValueView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import lists from '../shared/field-list.module.css';
import { Key } from '../shared/shortcuts.js';
import { useFieldList } from '../shared/use-field-list.js';
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
  const [chosenPath, choose] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const nothing = error ? t('context.factsFailed') : t(data ? 'fact.none' : 'context.factsLoading');
  const facts = (data?.values ?? []).filter(({ label, text }) => plain(label + text).includes(plain(words)));
  const chosen = facts.find(({ path }) => path === chosenPath) ?? facts[0];

  useEffect(() => field.current?.focus(), []);

  const fieldList = useFieldList({
    name: 'fact',
    label: t('fact.title'),
    ids: facts.map(({ path }) => path),
    chosen: chosen?.path ?? null,
    onChoose: choose,
    onClose,
    keys: {
      Enter: () => (chosen ? onInsert(chosen) : announce(nothing, 'assertive')),
      // The field is the only stop.
      Tab: () => undefined,
    },
  });

  return (
    <>
      <div className={classes.backdrop} onClick={onClose} aria-hidden="true" />
      <div
        role="dialog"
        aria-modal="true"
        aria-label={t('fact.title')}
        className={classes.menu}
        onKeyDown={fieldList.onKeyDown}
      >
        <div className={`${lists.field} ${classes.search}`}>
          <span aria-hidden="true">@</span>
          <input
            ref={field}
            {...fieldList.field}
            aria-label={t('fact.search')}
            placeholder={t('fact.placeholder')}
            value={words}
            onChange={(event) => {
              setWords(event.currentTarget.value);
              choose(null);
            }}
          />
          <Key>Esc</Key>
        </div>
        <div {...fieldList.list} className={lists.list}>
          {facts.map((fact) => (
            <div
              key={fact.path}
              {...fieldList.option(fact.path)}
              className={`${lists.option} ${classes.option}`}
              onClick={() => onInsert(fact)}
            >
              <span>{fact.label}</span>
              <strong>{fact.text}</strong>
            </div>
          ))}
        </div>
        {facts.length === 0 && <p className={lists.none}>{nothing}</p>}
      </div>
    </>
  );
};
