import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { Action } from '../shared/action.js';
import { useShortcuts } from '../shared/shortcuts.js';
import classes from './ticket-dialog.module.css';

interface TicketDialogProps {
  title: string;
  icon: ReactNode;
  size: number;
  cancel: string;
  verb: string;
  /** Why the verb cannot be done now. */
  blocked: string | null;
  failure: string | null;
  onClose: () => void;
  onDo: () => void;
  children: ReactNode;
}

/** What is to be known before a ticket goes to somebody else. Ctrl+Enter does it, Escape leaves it. */
export const TicketDialog = ({
  title,
  icon,
  size,
  cancel,
  verb,
  blocked,
  failure,
  onClose,
  onDo,
  children,
}: TicketDialogProps) => {
  useShortcuts({ 'mod+enter': onDo });
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size={size}
      padding={0}
      attributes={{ content: { 'aria-label': title } }}
    >
      <div className={classes.head}>
        {icon}
        <h2>{title}</h2>
      </div>
      {children}
      {failure && (
        <p className={classes.failure} role="status">
          {failure}
        </p>
      )}
      <div className={classes.foot}>
        <Action look="quiet" keys={['Esc']} onClick={onClose}>
          {cancel}
        </Action>
        <Action look="primary" keys={['Ctrl', 'Enter']} blocked={blocked} onClick={onDo}>
          {verb}
        </Action>
      </div>
    </Modal>
  );
};
