import { useEffect, type KeyboardEvent, type MouseEvent } from 'react';
import { isComposing } from './shortcuts.js';

interface FieldListOptions {
  /** What the list is called in the document. */
  name: string;
  label: string;
  ids: readonly string[];
  chosen: string | null;
  onChoose: (id: string) => void;
  onClose: () => void;
  /** Enter and whatever else this list knows; false leaves a key to the browser. */
  keys: Record<string, (event: KeyboardEvent) => void | false>;
}

/** The list keeps the focus in its field: a press on a row must not take it away. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/** A list below a field that keeps the focus: arrows go round, Escape closes, keys of an input method stay its own. */
export const useFieldList = ({ name, label, ids, chosen, onChoose, onClose, keys }: FieldListOptions) => {
  const idOf = (id: string) => `${name}-${id}`;
  const active = chosen === null ? undefined : idOf(chosen);
  useEffect(() => {
    if (active) document.getElementById(active)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const step = (by: number) => {
    const at = chosen === null ? -1 : ids.indexOf(chosen);
    const next = ids[(at + by + ids.length) % ids.length];
    if (next !== undefined) onChoose(next);
  };
  const known: FieldListOptions['keys'] = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: onClose,
    ...keys,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = known[event.key];
    if (!act || isComposing(event.nativeEvent) || act(event) === false) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    onKeyDown,
    field: {
      role: 'combobox',
      'aria-expanded': true,
      'aria-controls': idOf('list'),
      'aria-activedescendant': active,
      'aria-autocomplete': 'list',
      autoComplete: 'off',
    },
    list: { id: idOf('list'), role: 'listbox', 'aria-label': label },
    option: (id: string) => ({ id: idOf(id), role: 'option', 'aria-selected': id === chosen, onMouseDown: keepFocus }),
  } as const;
};
