import { nameOf } from './shortcuts.js';

const press = (key: string, code: string, held: 'alt' | 'ctrl' | 'shift' | null = null) =>
  nameOf({
    key,
    code,
    altKey: held === 'alt',
    ctrlKey: held === 'ctrl',
    metaKey: false,
    shiftKey: held === 'shift',
  });

test.each([
  ['a', 'KeyA', 'alt', 'alt+a'],
  // On a Mac, Alt types other letters and signs.
  ['å', 'KeyA', 'alt', 'alt+a'],
  ['†', 'KeyT', 'alt', 'alt+t'],
  ['¡', 'Digit1', 'alt', 'alt+1'],
  ['^', 'Equal', 'alt', 'alt+^'],
  ['-', 'Minus', 'alt', 'alt+-'],
  ['Enter', 'Enter', 'ctrl', 'mod+enter'],
  ['ArrowDown', 'ArrowDown', 'shift', 'shift+arrowdown'],
  ['?', 'Slash', 'shift', '?'],
  ['j', 'KeyJ', null, 'j'],
] as const)('%s on %s with %s is %s', (key, code, held, name) => {
  expect(press(key, code, held)).toBe(name);
});
