import { type ComponentPropsWithoutRef } from 'react';
import classes from './shared.module.css';

interface FindFieldProps extends Pick<ComponentPropsWithoutRef<'input'>, 'onKeyDown'> {
  /** What is looked for, and in what. */
  label: string;
  value: string;
  onFind: (words: string) => void;
}

/** Narrows the list beside it to what holds the words. */
export const FindField = ({ label, value, onFind, onKeyDown }: FindFieldProps) => (
  <input
    type="search"
    className={classes.find}
    value={value}
    placeholder={label}
    aria-label={label}
    onChange={(event) => onFind(event.currentTarget.value)}
    onKeyDown={onKeyDown}
  />
);
