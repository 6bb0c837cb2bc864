import { IconSearch } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { CommandPalette } from '../palette/command-palette.js';
import { Key, useShortcuts } from '../shared/shortcuts.js';
import classes from './frame.module.css';

/** The way into the command palette; shows what the list is searched for now. */
export const SearchField = () => {
  const { t } = useTranslation('app');
  const { q } = useSearch({ strict: false });
  const [opened, setOpened] = useState(false);
  // At once: the next key is already a word of it.
  useShortcuts({ 'mod+k': () => flushSync(() => setOpened(true)) });
  return (
    <div role="search" className={classes.search}>
      <button
        type="button"
        className={classes.searchButton}
        aria-label={t('search.label')}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
        onClick={() => setOpened(true)}
      >
        <IconSearch size={16} stroke={1.75} aria-hidden="true" />
        <span className={classes.searchWords} data-empty={!q}>
          {q || t('search.placeholder')}
        </span>
        <Key>Ctrl</Key>
        <Key>K</Key>
      </button>
      <CommandPalette opened={opened} onClose={() => setOpened(false)} />
    </div>
  );
};
