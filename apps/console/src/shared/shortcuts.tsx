import { useLayoutEffect, useRef } from 'react';
import { haveLetterKeys } from './letter-keys.js';

/** Returns false to let an older layer have the key. */
export type ShortcutHandler = (event: KeyboardEvent) => void | false;

interface Layer {
  handlers: () => Record<string, ShortcutHandler>;
}

const layers: Layer[] = [];
const SEQUENCE_MS = 1_500;
let pending: { key: string; until: number } | null = null;

/** True while an input method composes: its keys belong to it, a confirming Enter above all. */
export const isComposing = (event: { isComposing?: boolean; keyCode?: number }): boolean =>
  event.isComposing === true || event.keyCode === 229;

export const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)));

/**
 * `mod+enter`, `shift+arrowdown`, `alt+1`, `j`, `?`: digits by their place, letters and signs by what they type. With Alt a Mac types `å`
 * for A: there the place decides too.
 */
export const nameOf = (
  event: Pick<KeyboardEvent, 'key' | 'code' | `${'alt' | 'ctrl' | 'meta' | 'shift'}Key`>,
): string => {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const letter = event.altKey && event.key > '~' ? /^Key([A-Z])$/.exec(event.code)?.[1] : undefined;
  const placed = digit && (event.altKey || event.ctrlKey || event.metaKey) ? digit : letter;
  const key = (placed ?? event.key).toLowerCase();
  const sign = key.length === 1 && !/[a-z0-9]/.test(key);
  return [
    event.ctrlKey || event.metaKey ? 'mod' : '',
    event.altKey ? 'alt' : '',
    event.shiftKey && !sign ? 'shift' : '',
    key === ' ' ? 'space' : key,
  ]
    .filter(Boolean)
    .join('+');
};

let hadPopup = false;

/** On the way down, before the popup itself hears of the press and is gone. */
const notePopup = () => {
  hadPopup =
    document.querySelector('[role="menu"], .mantine-Popover-dropdown, [role="dialog"][aria-modal="true"]') !== null;
};

/** An open menu, popover or dialog closes at Escape by itself; the same press must not close what lies behind it. */
const belongsToPopup = (event: KeyboardEvent): boolean => event.key === 'Escape' && hadPopup;

/** A letter, digit or sign alone, as people type them and machines that listen to speech mishear them. */
const isLetter = (name: string): boolean => name.replace('shift+', '').length === 1;

const dispatch = (event: KeyboardEvent) => {
  if (document.querySelector('dialog:modal')) return;
  if (event.defaultPrevented || isComposing(event) || belongsToPopup(event)) return;
  const name = nameOf(event);
  const bare = !name.startsWith('mod+') && !name.startsWith('alt+') && !/^f\d+$/.test(name);
  if (bare && (isTextField(event.target) || document.querySelector('[role="dialog"][aria-modal="true"]'))) return;
  if (isLetter(name) && !haveLetterKeys()) return;
  const sequence = pending && pending.until > event.timeStamp ? `${pending.key} ${name}` : null;
  pending = null;
  // A letter after G that leads nowhere does nothing: it was not meant by itself.
  const meant = sequence && name.length === 1 ? sequence : name;
  for (const layer of layers.toReversed()) {
    const handler = layer.handlers()[meant];
    if (handler && handler(event) !== false) {
      event.preventDefault();
      return;
    }
  }
  if (name === 'g') pending = { key: 'g', until: event.timeStamp + SEQUENCE_MS };
};

/**
 * Keys while this component is on screen, from the first moment that it is seen. Keys without Ctrl, ⌘ or Alt work only outside text fields and never under a dialog, none at all under one that stands over everything; the
 * newest component goes first. Sequences are written `g r`.
 */
export const useShortcuts = (handlers: Record<string, ShortcutHandler>): void => {
  const latest = useRef(handlers);
  latest.current = handlers;
  useLayoutEffect(() => {
    const layer: Layer = { handlers: () => latest.current };
    if (layers.length === 0) {
      window.addEventListener('keydown', notePopup, true);
      window.addEventListener('keydown', dispatch);
    }
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length > 0) return;
      window.removeEventListener('keydown', notePopup, true);
      window.removeEventListener('keydown', dispatch);
    };
  }, []);
};

/** Does what the key would do now: the newest component that knows it goes first. */
export const pressShortcut = (name: string): void => {
  const event = new KeyboardEvent('keydown', { key: name });
  layers.toReversed().find((layer) => {
    const handler = layer.handlers()[name];
    return handler !== undefined && handler(event) !== false;
  });
};

/** A key's name on a button; screen readers get it through `aria-keyshortcuts` of the button instead. */
export const Key = ({ children }: { children: string }) => (
  <kbd className="key" data-letter={children.length === 1 || undefined} aria-hidden="true">
    {children}
  </kbd>
);
