import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Key } from './shortcuts.js';

interface ActionProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'children'> {
  children: ReactNode;
  look?: 'default' | 'primary' | 'quiet';
  /** Keys shown on the button, e.g. ['Ctrl', 'Enter']. */
  keys?: readonly string[];
  icon?: ReactNode;
  /** Why the button cannot be used now. It stays in its place and in the tab order, and says so. */
  blocked?: string | null;
  ref?: Ref<HTMLButtonElement>;
}

/** A button of the working area: a word, its key, and the reason when it cannot be used. */
export const Action = ({
  children,
  look = 'default',
  keys,
  icon,
  blocked,
  onClick,
  className,
  ...rest
}: ActionProps) => (
  <button
    type="button"
    {...rest}
    className={className ? `action ${className}` : 'action'}
    data-look={look}
    aria-disabled={blocked ? true : undefined}
    aria-keyshortcuts={keys?.map((key) => (key === 'Ctrl' ? 'Control' : key)).join('+')}
    title={blocked ?? rest.title}
    onClick={blocked ? undefined : onClick}
  >
    {icon}
    <span>{children}</span>
    {keys?.map((key) => (
      <Key key={key}>{key}</Key>
    ))}
  </button>
);
