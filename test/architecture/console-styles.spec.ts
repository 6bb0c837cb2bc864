import path from 'node:path';
import { consoleFiles } from './console-sources.js';

const styles = new Map(
  [...consoleFiles(/\.module\.css$/)].map(([file, css]) => {
    const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/:global\([^)]*\)/g, '');
    return [file, new Set([...plain.matchAll(/\.([a-zA-Z][\w-]*)(?=[^{}]*\{)/g)].map((match) => match[1]!))] as const;
  }),
);

/** `file of styles` + class, for each that a component names. */
const named = [...consoleFiles(/\.tsx?$/)].flatMap(([file, code]) =>
  [...code.matchAll(/import (\w+) from '(\.[^']+\.module\.css)'/g)].flatMap(([, name, from]) => {
    const sheet = path.posix.join(path.posix.dirname(file), from!);
    const uses = code.replace(/import .*/g, '').matchAll(new RegExp(String.raw`(?<![\w:.'])${name}\.(\w+)`, 'g'));
    return [...uses].map((use) => ({ file, sheet, style: use[1]! }));
  }),
);

test('a component names no style that its sheet lacks', () => {
  const lacking = named.filter(({ sheet, style }) => !styles.get(sheet)?.has(style));
  expect(lacking).toEqual([]);
});

/** What another style is composed of. */
const composed = [...consoleFiles(/\.module\.css$/)].flatMap(([file, css]) =>
  [...css.matchAll(/composes: (\w+) from '(\.[^']+)'/g)].map(([, style, from]) => ({
    sheet: path.posix.join(path.posix.dirname(file), from!),
    style: style!,
  })),
);

test('each style is named by a component, or by a style that is', () => {
  const used = new Set([...named, ...composed].map(({ sheet, style }) => `${sheet} ${style}`));
  const idle = [...styles].flatMap(([sheet, classes]) => [...classes].map((style) => `${sheet} ${style}`));
  expect(idle.filter((style) => !used.has(style))).toEqual([]);
});
