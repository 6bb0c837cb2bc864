import { isTextField } from './shortcuts.js';

/**
 * Marks where somebody is as a step begins, and tells later whether they are still there: an answer that comes late leads nobody away from
 * what they have gone on to, nor out of a field that they write in by now.
 */
export const fromHere = (): (() => boolean) => {
  const { href } = window.location;
  const focus = document.activeElement;
  return () =>
    window.location.href === href && (document.activeElement === focus || !isTextField(document.activeElement));
};
