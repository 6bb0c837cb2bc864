import { IconCheck, IconPlus } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Key } from '../shared/shortcuts.js';
import type { RequiredField } from './call-draft.js';
import type { ChoiceKey } from './call-keys.js';
import phone from './phone.module.css';
import classes from './choice-keys.module.css';

interface ChoiceKeysProps<T> {
  field: RequiredField;
  /** What is chosen, as the group's heading. */
  label: string;
  hint?: string;
  keys: readonly ChoiceKey<T>[];
  wordOf: (value: T) => string;
  /** The first is the main one, further ones are shown as added. */
  chosen: readonly T[];
  onChoose: (value: T) => void;
  disabled: boolean;
  columns?: 3 | 4;
  /** Buttons after the keys. */
  more?: ReactNode;
}

const STEP: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 3, ArrowUp: -3 };

/** Arrows walk through the group, which is one stop of the Tab key: twelve buttons must not stand between two fields. */
export const walk = (event: KeyboardEvent<HTMLElement>) => {
  const step = STEP[event.key];
  if (!step || event.altKey) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = buttons[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
};

/** A grid of buttons; each shows the key that chooses it together with Alt. */
export const ChoiceKeys = <T extends string>(props: ChoiceKeysProps<T>) => {
  const { field, label, hint, keys, wordOf, chosen, onChoose, disabled, columns = 3, more } = props;
  const stop = keys.find(({ value }) => value === chosen[0])?.value ?? keys[0]?.value;
  return (
    <section className={phone.section} role="group" aria-label={label} data-field={field} onKeyDown={walk}>
      <div className={phone.sectionHead}>
        <span className={phone.label}>{label}</span>
        <span className={phone.hint} aria-live="polite">
          {hint}
        </span>
        <span className={classes.altHint} aria-hidden>
          <Key>Alt</Key> +
        </span>
      </div>
      <div className={classes.keys} data-columns={columns}>
        {keys.map(({ value, cap }) => (
          <ChoiceButton
            key={value}
            word={wordOf(value)}
            cap={cap}
            place={chosen.indexOf(value)}
            onChoose={() => onChoose(value)}
            disabled={disabled}
            isStop={value === stop}
          />
        ))}
        {more}
      </div>
    </section>
  );
};

interface ChoiceButtonProps {
  word: string;
  cap: string;
  /** 0: the main choice; 1 and more: added; -1: not chosen. */
  place: number;
  onChoose: () => void;
  disabled: boolean;
  isStop?: boolean;
  isExpanded?: boolean;
}

export const ChoiceButton = ({ word, cap, place, onChoose, disabled, isStop, isExpanded }: ChoiceButtonProps) => (
  <button
    type="button"
    className={classes.choice}
    data-added={place > 0}
    aria-pressed={place >= 0}
    aria-expanded={isExpanded}
    aria-keyshortcuts={`Alt+${cap}`}
    tabIndex={isStop ? 0 : -1}
    disabled={disabled}
    onClick={onChoose}
  >
    {place === 0 && <IconCheck size={15} stroke={2} aria-hidden />}
    {place > 0 && <IconPlus size={15} stroke={2} aria-hidden />}
    <span>{word}</span>
    <Key>{cap}</Key>
  </button>
);
