import path from 'node:path';
import { consoleFiles } from './console-sources.js';

const sheets = consoleFiles(/\.module\.css$/);
const styles = new Map(
  [...sheets].map(([file, css]) => {
    const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/:global\([^)]*\)/g, '');
    return [file, new Set([...plain.matchAll(/\.([a-zA-Z][\w-]*)(?=[^{}]*\{)/g)].map((match) => match[1]!))] as const;
  }),
);

/** The sheets that a file imports, by the names that it gives them. */
const importsOf = (file: string, code: string): [name: string, sheet: string][] =>
  [...code.matchAll(/import (\w+) from '(\.[^']+\.module\.css)'/g)].map(([, name, from]) => [
    name!,
    path.posix.join(path.posix.dirname(file), from!),
  ]);

/** `file of styles` + class, for each that a component names. */
const named = [...consoleFiles(/\.tsx?$/)].flatMap(([file, code]) =>
  importsOf(file, code).flatMap(([name, sheet]) => {
    const uses = code.replace(/import .*/g, '').matchAll(new RegExp(String.raw`(?<![\w:.'])${name}\.(\w+)`, 'g'));
    return [...uses].map((use) => ({ file, sheet, style: use[1]! }));
  }),
);

test('a component names no style that its sheet lacks', () => {
  const lacking = named.filter(({ sheet, style }) => !styles.get(sheet)?.has(style));
  expect(lacking).toEqual([]);
});

test('no sheet takes in styles of another: they would come as a copy, and after what other sheets say of them', () => {
  const takes = [...sheets].filter(([, css]) => /composes:.* from /.test(css));
  expect(takes.map(([file]) => file)).toEqual([]);
});

test('each style is named by a component', () => {
  const used = new Set(named.map(({ sheet, style }) => `${sheet} ${style}`));
  const idle = [...styles].flatMap(([sheet, classes]) => [...classes].map((style) => `${sheet} ${style}`));
  expect(idle.filter((style) => !used.has(style))).toEqual([]);
});

/** What a sheet says of a style by its name alone. */
const saidOf = (sheet: string, style: string): string[] => {
  const css = sheets.get(sheet)!.replace(/\/\*[\s\S]*?\*\//g, '');
  return [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
    .filter(([, selectors]) => selectors!.split(',').some((selector) => selector.trim() === `.${style}`))
    .flatMap(([, , declarations]) => [...declarations!.matchAll(/([\w-]+):/g)].map(([, property]) => property!));
};

const overlap = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}-`) || other.startsWith(`${one}-`);

test('of two sheets that speak of one element none says what the other says: the one that is loaded later would win', () => {
  const disputed = [...consoleFiles(/\.tsx$/)].flatMap(([file, code]) => {
    const from = new Map(importsOf(file, code));
    return [...code.matchAll(/\$\{(\w+)\.(\w+)\} \$\{(\w+)\.(\w+)\}/g)]
      .filter(([, one, , other]) => from.has(one!) && from.has(other!) && one !== other)
      .flatMap(([both, one, style, other, otherStyle]) => {
        const theirs = saidOf(from.get(other!)!, otherStyle!);
        const same = saidOf(from.get(one!)!, style!).filter((property) =>
          theirs.some((each) => overlap(property, each)),
        );
        return same.map((property) => `${file}: ${property} of ${both}`);
      });
  });
  expect(disputed).toEqual([]);
});
