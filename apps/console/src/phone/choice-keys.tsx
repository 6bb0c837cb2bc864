import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Key } from '../shared/shortcuts.jsx';
import type { ChoiceKey } from './call-keys.js';
import classes from './phone.module.css';

interface ChoiceKeysProps<T> {
  /** What is chosen, as the group's heading. */
  label: string;
  hint?: string;
  keys: readonly ChoiceKey<T>[];
  wordOf: (value: T) => string;
  chosen: T | null;
  onChoose: (value: T) => void;
  disabled: boolean;
  /** Buttons after the keys. */
  more?: ReactNode;
}

/** A grid of buttons, one of which is chosen; each shows the key that chooses it together with Alt. */
export const ChoiceKeys = <T extends string>(props: ChoiceKeysProps<T>) => {
  const { label, hint, keys, wordOf, chosen, onChoose, disabled, more } = props;
  return (
    <section className={classes.section} role="group" aria-label={label}>
      <div className={classes.sectionHead}>
        <span className={classes.label}>{label}</span>
        <span className={classes.hint} aria-live="polite">
          {hint}
        </span>
        <span className={classes.altHint} aria-hidden>
          <Key>Alt</Key> +
        </span>
      </div>
      <div className={classes.keys}>
        {keys.map(({ value, cap }) => (
          <ChoiceButton
            key={value}
            word={wordOf(value)}
            cap={cap}
            isChosen={chosen === value}
            onChoose={() => onChoose(value)}
            disabled={disabled}
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
  isChosen: boolean;
  onChoose: () => void;
  disabled: boolean;
  isExpanded?: boolean;
}

export const ChoiceButton = ({ word, cap, isChosen, onChoose, disabled, isExpanded }: ChoiceButtonProps) => (
  <button
    type="button"
    className={classes.choice}
    aria-pressed={isChosen}
    aria-expanded={isExpanded}
    aria-keyshortcuts={`Alt+${cap}`}
    disabled={disabled}
    onClick={onChoose}
  >
    {isChosen && <IconCheck size={15} stroke={2} aria-hidden />}
    <span>{word}</span>
    <Key>{cap}</Key>
  </button>
);
