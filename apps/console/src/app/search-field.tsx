import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { parseReferenceNumber } from '#libs/contracts';
import { isComposing, Key, useShortcuts } from '../shared/shortcuts.js';
import classes from './frame.module.css';

/** One field: a reference number (any dash, full-width digits) opens its ticket, anything else searches the tickets. */
export const SearchField = () => {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const { q } = useSearch({ strict: false });
  const [text, setText] = useState(q ?? '');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setText(q ?? ''), [q]);
  useShortcuts({ 'mod+k': () => field.current?.select() });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = parseReferenceNumber(text);
    if (number) void navigate({ to: '/console/t/$number', params: { number } });
    else
      void navigate({
        to: '/console/queue/$view',
        params: { view: 'all' },
        search: text.trim() ? { q: text.trim() } : {},
      });
    field.current?.blur();
  };
  const stopComposingEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && isComposing(event.nativeEvent)) event.preventDefault();
    if (event.key === 'Escape') field.current?.blur();
  };

  return (
    <form role="search" className={classes.search} onSubmit={submit}>
      <IconSearch size={16} stroke={1.75} aria-hidden="true" />
      <input
        ref={field}
        type="search"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={stopComposingEnter}
        placeholder={t('search.placeholder')}
        aria-label={t('search.label')}
        aria-keyshortcuts="Control+K"
        autoComplete="off"
      />
      <Key>Ctrl</Key>
      <Key>K</Key>
    </form>
  );
};
