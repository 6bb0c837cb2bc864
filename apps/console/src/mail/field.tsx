import { useId, type InputHTMLAttributes } from 'react';
import classes from './settings.module.css';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
}

/** A labelled text field; what is to be known about it stands below, not inside. */
export const Field = ({ label, hint, ...input }: FieldProps) => {
  const id = useId();
  return (
    <p className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-describedby={hint && `${id}-hint`} autoComplete="off" spellCheck={false} {...input} />
      {hint && (
        <span id={`${id}-hint`} className={classes.hint}>
          {hint}
        </span>
      )}
    </p>
  );
};

/** What a form says after it was sent. */
export const Outcome = ({ failure, done }: { failure: string | null; done: string | null }) => (
  <span className={classes.outcome} data-tone={failure ? 'danger' : 'ok'}>
    {failure ?? done}
  </span>
);
