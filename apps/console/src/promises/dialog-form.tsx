import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../shared/action.js';
import { Key, useShortcuts } from '../shared/shortcuts.js';
import classes from './dialog-form.module.css';

interface FormDialogProps {
  opened: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** What it holds begins anew each time that it opens. */
export const FormDialog = ({ opened, title, onClose, children }: FormDialogProps) => (
  <Modal
    opened={opened}
    onClose={onClose}
    withCloseButton={false}
    padding={0}
    attributes={{ content: { 'aria-label': title } }}
  >
    {children}
  </Modal>
);

interface DialogFormProps {
  title: string;
  verb: string;
  /** Why the verb cannot be done yet. */
  blocked?: string | null;
  failure?: string | null;
  onClose: () => void;
  onSubmit: () => void;
  children: ReactNode;
}

/** A title, what is asked, and the two ways out: Escape, and Ctrl+Enter from anywhere in it. */
export const DialogForm = ({ title, verb, blocked = null, failure, onClose, onSubmit, children }: DialogFormProps) => {
  const { t } = useTranslation('promises');
  const submit = () => (blocked === null ? onSubmit() : undefined);
  useShortcuts({ 'mod+enter': submit });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{title}</h2>
      {children}
      {failure && (
        <p className={classes.refused} role="alert">
          {failure}
        </p>
      )}
      <div className={classes.formFoot}>
        <Action look="quiet" keys={['Esc']} onClick={onClose}>
          {t('cancel')}
        </Action>
        <button
          type="submit"
          className="action"
          data-look="primary"
          aria-keyshortcuts="Control+Enter"
          aria-disabled={blocked === null ? undefined : true}
          title={blocked ?? undefined}
        >
          <span>{verb}</span>
          <Key>Ctrl</Key>
          <Key>Enter</Key>
        </button>
      </div>
    </form>
  );
};

interface RadioRowProps<Value extends string> {
  name: string;
  label: string;
  options: readonly { value: Value; word: string }[];
  value: Value;
  onChoose: (value: Value) => void;
}

/** The first question of a dialog: it has the focus. */
export const RadioRow = <Value extends string>({ name, label, options, value, onChoose }: RadioRowProps<Value>) => (
  <fieldset className={classes.options}>
    <legend className="visually-hidden">{label}</legend>
    {options.map((option, index) => (
      <label key={option.value}>
        <input
          type="radio"
          name={name}
          checked={option.value === value}
          data-autofocus={index === 0 ? true : undefined}
          onChange={() => onChoose(option.value)}
        />
        {option.word}
      </label>
    ))}
  </fieldset>
);
