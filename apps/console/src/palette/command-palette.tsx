import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../shared/announcer.js';
import { useDraft } from '../shared/drafts.js';
import lists from '../shared/field-list.module.css';
import { Key } from '../shared/shortcuts.js';
import { useFieldList } from '../shared/use-field-list.js';
import { type PaletteItem, usePaletteGroups } from './use-palette-groups.js';
import classes from './command-palette.module.css';

const RECENT = 5;
const SETTLE_MS = 150;
const NOTHING: readonly string[] = [];

/** `Ctrl+K`: one field for a number, something to do, a place, a shop, a person or a text. */
export const CommandPalette = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation('app');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      // Escape belongs to the input method first.
      closeOnEscape={false}
      attributes={{ content: { 'aria-label': t('palette.label') } }}
      classNames={{ body: classes.body }}
      size={620}
      yOffset="10vh"
    >
      <Palette onClose={onClose} />
    </Modal>
  );
};

const Palette = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('app');
  const [typed, setTyped] = useState('');
  const [settled, settle] = useState('');
  const [chosenKey, choose] = useState<string | null>(null);
  const [recent, keepRecent] = useDraft<readonly string[]>('recent', NOTHING);
  const groups = usePaletteGroups(typed, settled, recent);
  const entries = groups.flatMap((group) => group.items.map((item) => ({ key: `${group.key}-${item.id}`, item })));
  const chosen =
    entries.find(({ key }) => key === chosenKey) ?? entries.find(({ item }) => !item.blocked) ?? entries[0] ?? null;

  useEffect(() => {
    const timer = setTimeout(() => settle(typed), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const run = (item: PaletteItem) => {
    if (item.blocked) {
      announce(item.blocked, 'assertive');
      return;
    }
    // Only what can be offered again, and names no person: numbers open nothing by themselves.
    if (!/^(search$|canned\.)/.test(item.id))
      keepRecent([item.id, ...recent.filter((id) => id !== item.id)].slice(0, RECENT));
    onClose();
    // After the dialog has given the focus back.
    requestAnimationFrame(() => requestAnimationFrame(item.run));
  };
  const fieldList = useFieldList({
    name: 'command',
    label: t('palette.label'),
    ids: entries.map(({ key }) => key),
    chosen: chosen?.key ?? null,
    onChoose: choose,
    onClose,
    keys: {
      Enter: () => {
        if (chosen) run(chosen.item);
      },
    },
  });

  return (
    <>
      <div className={`${lists.field} ${classes.field}`}>
        <IconSearch size={18} stroke={1.75} aria-hidden="true" />
        <input
          // From the first moment on: letters that follow Ctrl+K at once are words already.
          autoFocus
          data-autofocus
          {...fieldList.field}
          aria-label={t('palette.label')}
          placeholder={t('palette.placeholder')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            choose(null);
          }}
          onKeyDown={fieldList.onKeyDown}
        />
        <Key>Esc</Key>
      </div>
      <div {...fieldList.list} className={`${lists.list} ${classes.list}`} tabIndex={-1}>
        {groups.map(({ key, items }) => (
          <div key={key} role="group" aria-label={t(`palette.group.${key}`)}>
            <div className={lists.group} aria-hidden="true">
              {t(`palette.group.${key}`)}
            </div>
            {items.map((item) => (
              <Option
                key={item.id}
                row={fieldList.option(`${key}-${item.id}`)}
                item={item}
                onChoose={() => choose(`${key}-${item.id}`)}
                onRun={() => run(item)}
              />
            ))}
          </div>
        ))}
      </div>
    </>
  );
};

interface OptionProps {
  row: ReturnType<ReturnType<typeof useFieldList>['option']>;
  item: PaletteItem;
  onChoose: () => void;
  onRun: () => void;
}

const Option = ({ row, item: { label, detail, keys, blocked }, onChoose, onRun }: OptionProps) => (
  <div
    {...row}
    aria-disabled={blocked ? true : undefined}
    className={`${lists.option} ${classes.option}`}
    onMouseMove={onChoose}
    onClick={onRun}
  >
    <span className={classes.label}>{label}</span>
    {(blocked ?? detail) && <span className={classes.detail}>{blocked ?? detail}</span>}
    {keys && (
      <span className={classes.keys}>
        {keys.map((key) => (
          <Key key={key}>{key}</Key>
        ))}
      </span>
    )}
  </div>
);
