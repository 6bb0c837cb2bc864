import type { KeyboardEvent } from 'react';
import { isComposing } from '../shared/shortcuts.js';

/** `Esc` leaves a form in the foot, `Ctrl+Enter` sends it; an input method keeps its own keys. */
export const leavesForm =
  (onClose: () => void, onSubmit?: () => void) =>
  (press: KeyboardEvent): void => {
    if (isComposing(press.nativeEvent)) return;
    const sends = onSubmit && press.key === 'Enter' && (press.ctrlKey || press.metaKey);
    if (press.key !== 'Escape' && !sends) return;
    press.preventDefault();
    press.stopPropagation();
    if (sends) onSubmit();
    else onClose();
  };
