import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../shared/announcer.js';
import { useDraft } from '../shared/drafts.js';
import { isComposing, Key } from '../shared/shortcuts.js';
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
  const chosen = entries.find(({ key }) => key === chosenKey) ?? entries[0] ?? null;

  useEffect(() => {
    const timer = setTimeout(() => settle(typed), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    if (chosen) document.getElementById(`command-${chosen.key}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

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
  const step = (by: number) => {
    const at = entries.findIndex(({ key }) => key === chosen?.key);
    const next = entries[(at + by + entries.length) % entries.length];
    if (next) choose(next.key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const keys: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Escape: onClose,
      Enter: () => chosen && run(chosen.item),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <>
      <div className={classes.field}>
        <IconSearch size={18} stroke={1.75} aria-hidden="true" />
        <input
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="command-list"
          aria-activedescendant={chosen ? `command-${chosen.key}` : undefined}
          aria-autocomplete="list"
          aria-label={t('palette.label')}
          placeholder={t('palette.placeholder')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            choose(null);
          }}
          onKeyDown={onKeyDown}
          autoComplete="off"
        />
        <Key>Esc</Key>
      </div>
      <div id="command-list" role="listbox" aria-label={t('palette.label')} className={classes.list} tabIndex={-1}>
        {groups.map(({ key, items }) => (
          <div key={key} role="group" aria-label={t(`palette.group.${key}`)}>
            <div className={classes.group} aria-hidden="true">
              {t(`palette.group.${key}`)}
            </div>
            {items.map((item) => (
              <Option
                key={item.id}
                id={`command-${key}-${item.id}`}
                item={item}
                isChosen={chosen?.key === `${key}-${item.id}`}
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
  id: string;
  item: PaletteItem;
  isChosen: boolean;
  onChoose: () => void;
  onRun: () => void;
}

const Option = ({ id, item: { label, detail, keys, blocked }, isChosen, onChoose, onRun }: OptionProps) => (
  <div
    id={id}
    role="option"
    aria-selected={isChosen}
    aria-disabled={blocked ? true : undefined}
    className={classes.option}
    // The field keeps the focus.
    onMouseDown={(event) => event.preventDefault()}
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
