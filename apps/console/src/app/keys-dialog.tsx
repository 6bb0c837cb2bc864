import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '#libs/contracts';
import { useShortcuts } from '../shared/shortcuts.js';
import { PLACES } from './places.js';
import { useSession } from './session.js';
import classes from './frame.module.css';

/** Keys as printed, and their name in the catalogue; a group for a permission is for those who have it. */
const GROUPS: { group: string; permission: Permission; keys: [keys: string, name: string][] }[] = [
  {
    group: 'list',
    permission: 'ticket:read',
    keys: [
      ['J K', 'jk'],
      ['Enter', 'enter'],
      ['N', 'n'],
      ['C', 'c'],
      ['.', 'dot'],
      ['F', 'f'],
      ['[ ]', 'brackets'],
      ['X', 'x'],
      ['Shift+X', 'shiftx'],
      ['R', 'r'],
      ['A', 'a'],
      ['U', 'u'],
    ],
  },
  {
    group: 'ticket',
    permission: 'ticket:read',
    keys: [
      ['R', 'r'],
      ['M', 'm'],
      ['B', 'b'],
      ['E', 'e'],
      ['L', 'l'],
      ['T', 't'],
      ['A', 'a'],
      ['D', 'd'],
      ['U', 'u'],
      ['I', 'i'],
      ['Esc', 'esc'],
    ],
  },
  {
    group: 'composer',
    permission: 'ticket:answer',
    keys: [
      ['/', 'slash'],
      ['Ctrl+/', 'ctrl'],
      ['@', 'at'],
      ['Alt+1 … 3', 'candidate'],
      ['Ctrl+J', 'ctrlj'],
      ['Ctrl+Enter', 'ctrlenter'],
    ],
  },
  {
    group: 'phone',
    permission: 'call:log',
    keys: [
      ['Alt+1 … ^', 'topic'],
      ['Alt+A … M', 'outcome'],
      ['Alt+↑ ↓', 'step'],
      ['Alt+R', 'readBack'],
      ['F8', 'hold'],
      ['Alt+U', 'supervisor'],
      ['Ctrl+Enter', 'save'],
      ['Esc', 'leave'],
    ],
  },
  {
    group: 'promises',
    permission: 'promise:keep',
    keys: [
      ['Enter', 'call'],
      ['1', 'absent'],
      ['2', 'change'],
      ['R', 'answer'],
      ['U', 'takeOver'],
      ['N', 'next'],
    ],
  },
  {
    group: 'floor',
    permission: 'ticket:assign',
    keys: [
      ['J K', 'jk'],
      ['T', 't'],
      ['M', 'm'],
      ['B', 'b'],
      ['V', 'v'],
    ],
  },
  {
    group: 'approvals',
    permission: 'approval:decide',
    keys: [
      ['Y', 'approve'],
      ['W', 'giveBack'],
      ['E', 'edit'],
      ['V', 'difference'],
    ],
  },
];

const KeyList = ({ keys }: { keys: readonly (readonly [keys: string, word: string])[] }) => (
  <dl>
    {keys.map(([key, word]) => (
      <div key={key}>
        <dt>
          <kbd className="key">{key}</kbd>
        </dt>
        <dd>{word}</dd>
      </div>
    ))}
  </dl>
);

/** `?`: which key does what. */
export const KeysDialog = () => {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState(false);
  const { permissions } = useSession().user;
  useShortcuts({ '?': () => setOpen(true) });
  const places = PLACES.filter(({ permission }) => permissions.includes(permission));
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      withCloseButton={false}
      attributes={{ content: { 'aria-label': t('keys.title') } }}
      size={920}
      yOffset="4vh"
    >
      <div className={classes.dialogHead}>
        <h2>{t('keys.title')}</h2>
        <button type="button" className="action" data-autofocus onClick={() => setOpen(false)}>
          {t('keys.close')}
        </button>
      </div>
      <div className={classes.keys}>
        <section>
          <h3>{t('keys.groups.everywhere')}</h3>
          <KeyList
            keys={[
              ...(['Ctrl+K', 'Alt+S', 'Alt+O', 'Alt+Y', 'F6', '?'] as const).map(
                (key) => [key, t(`keys.everywhere.${key}`)] as const,
              ),
              ...places.map(
                ({ jump, key }) => [jump.toUpperCase(), t('keys.to', { place: t(`rail.${key}`) })] as const,
              ),
            ]}
          />
        </section>
        {GROUPS.filter(({ permission }) => permissions.includes(permission)).map(({ group, keys }) => (
          <section key={group}>
            <h3>{t(`keys.groups.${group}`)}</h3>
            <KeyList keys={keys.map(([key, name]) => [key, t(`keys.${group}.${name}`)])} />
          </section>
        ))}
      </div>
    </Modal>
  );
};
