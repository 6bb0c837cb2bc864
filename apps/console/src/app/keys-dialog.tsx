import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../shared/shortcuts.js';
import classes from './frame.module.css';

/** Key as printed, and its name in the catalogue. */
const GROUPS = {
  everywhere: [
    ['Ctrl+K', 'ctrlk'],
    ['G R', 'gr'],
    ['G P', 'gp'],
    ['G Y', 'gy'],
    ['G A', 'ga'],
    ['G F', 'gf'],
    ['G Q', 'gq'],
    ['G O', 'go'],
    ['G M', 'gm'],
    ['G S', 'gs'],
    ['Alt+S', 'alts'],
    ['G H', 'gh'],
    ['F6', 'f6'],
    ['?', 'help'],
  ],
  list: [
    ['J K', 'jk'],
    ['Enter', 'enter'],
    ['N', 'n'],
    ['C', 'c'],
    ['.', 'dot'],
    ['F', 'f'],
    ['[ ]', 'brackets'],
    ['X', 'x'],
    ['U', 'u'],
  ],
  ticket: [
    ['R', 'r'],
    ['M', 'm'],
    ['D', 'd'],
    ['B', 'b'],
    ['E', 'e'],
    ['U', 'u'],
    ['I', 'i'],
    ['Esc', 'esc'],
  ],
  composer: [
    ['/', 'slash'],
    ['Ctrl+/', 'ctrl'],
    ['@', 'at'],
    ['Ctrl+J', 'ctrlj'],
    ['Ctrl+Enter', 'ctrlenter'],
  ],
} as const;

/** `?`: which key does what. */
export const KeysDialog = () => {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState(false);
  useShortcuts({ '?': () => setOpen(true) });
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      withCloseButton={false}
      attributes={{ content: { 'aria-label': t('keys.title') } }}
      size="lg"
    >
      <div className={classes.dialogHead}>
        <h2>{t('keys.title')}</h2>
        <button type="button" className="action" data-autofocus onClick={() => setOpen(false)}>
          {t('keys.close')}
        </button>
      </div>
      <div className={classes.keys}>
        {Object.entries(GROUPS).map(([group, keys]) => (
          <section key={group}>
            <h3>{t(`keys.groups.${group}`)}</h3>
            <dl>
              {keys.map(([key, name]) => (
                <div key={key}>
                  <dt>
                    <kbd className="key">{key}</kbd>
                  </dt>
                  <dd>{t(`keys.${group}.${name}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
};
