import type { Language } from '#libs/contracts';
import Handlebars from 'handlebars';
import { FACTS, type FactType } from './facts.js';

export const TEMPLATE_MAX_LENGTH = 8000;
const MAX_DEPTH = 2;
const HELPERS: ReadonlyMap<string, readonly FactType[]> = new Map([
  ['date', ['date', 'datetime']],
  ['count', ['count']],
]);

const REASONS = {
  too_long: {
    ja: `長すぎます（${TEMPLATE_MAX_LENGTH}文字まで）`,
    en: `it is longer than ${TEMPLATE_MAX_LENGTH} characters`,
  },
  not_text: { ja: '文字列ではありません', en: 'it is not a text' },
  syntax: {
    ja: '二重の波かっこか、#if・#each の始まりと終わりが合っていません',
    en: 'a pair of double braces, #if or #each does not begin and end as it should',
  },
  construct: { ja: '「{what}」は使えません', en: '"{what}" is not allowed' },
  unknown_fact: { ja: '「{what}」という項目はありません', en: 'there is no fact "{what}"' },
  unknown_helper: { ja: '「{what}」という書式はありません', en: 'there is no helper "{what}"' },
  wrong_type: { ja: '「{what}」には使えない書式です', en: 'this cannot be used with "{what}"' },
  too_deep: { ja: '条件や繰り返しの重なりは2段までです', en: 'blocks may be nested two deep at most' },
} as const;
export type RefusalReason = keyof typeof REASONS;

/** Why a template may not be saved, and in which line. */
export class TemplateRefused extends Error {
  constructor(
    readonly reason: RefusalReason,
    readonly line: number,
    readonly what = '',
  ) {
    super(`${reason} in line ${line}`);
  }

  /** The sentence for a person; the offending piece is cut to a readable length. */
  sentence(language: Language): string {
    const what = this.what.length > 60 ? `${this.what.slice(0, 60)}…` : this.what;
    const reason = REASONS[this.reason][language].replace('{what}', () => what);
    return language === 'ja' ? `${this.line}行目: ${reason}` : `line ${this.line}: ${reason}`;
  }
}

/** A checked template: nothing but text, facts, conditions and repetitions. */
export type TemplateNode =
  | { kind: 'text'; text: string }
  | { kind: 'fact'; path: string; as: 'text' | 'day' }
  | { kind: 'item' }
  | { kind: 'if'; path: string; then: TemplateNode[]; otherwise: TemplateNode[] }
  | { kind: 'each'; path: string; body: TemplateNode[]; otherwise: TemplateNode[] };

/**
 * Parses a canned text with Handlebars' grammar and admits only what is listed here; everything else throws
 * TemplateRefused. The result is walked, never compiled: no code is made from a template, no property is looked up.
 */
export const checkTemplate = (source: unknown): TemplateNode[] => {
  if (typeof source !== 'string') throw new TemplateRefused('not_text', 1);
  if (source.length > TEMPLATE_MAX_LENGTH) {
    throw new TemplateRefused('too_long', source.slice(0, TEMPLATE_MAX_LENGTH).split('\n').length);
  }
  return statements(parse(source).body, { depth: 0, list: null });
};

const parse = (source: string): hbs.AST.Program => {
  try {
    return Handlebars.parse(source);
  } catch (cause) {
    const line = (cause as { hash?: { loc?: { first_line?: number } }; lineNumber?: number }) ?? {};
    const refused = new TemplateRefused(
      'syntax',
      line.hash?.loc?.first_line ?? line.lineNumber ?? lineInMessage(cause),
    );
    refused.cause = cause;
    throw refused;
  }
};

const lineInMessage = (cause: unknown): number => Number(/line (\d+)/.exec(String(cause))?.[1] ?? 1);

interface Surroundings {
  depth: number;
  /** The list that the innermost `each` goes through. */
  list: string | null;
}

const statements = (body: readonly hbs.AST.Statement[], around: Surroundings): TemplateNode[] =>
  body.flatMap((statement) => {
    if (statement.type === 'ContentStatement') {
      return [{ kind: 'text', text: (statement as hbs.AST.ContentStatement).value } satisfies TemplateNode];
    }
    if (statement.type === 'CommentStatement') return [];
    if (statement.type === 'MustacheStatement') return [mustache(statement as hbs.AST.MustacheStatement, around)];
    if (statement.type === 'BlockStatement') return [block(statement as hbs.AST.BlockStatement, around)];
    throw new TemplateRefused('construct', lineOf(statement), nameOf(statement));
  });

const mustache = (statement: hbs.AST.MustacheStatement, around: Surroundings): TemplateNode => {
  const line = lineOf(statement);
  // `{{{x}}}` and `{{&x}}` mean "unescaped" elsewhere; here they have no meaning and hide intent.
  if (!statement.escaped) throw new TemplateRefused('construct', line, `{{{${nameOf(statement.path)}}}}`);
  refuseHash(statement.hash, line);
  if (isThis(statement.path)) {
    if (around.list === null || statement.params.length > 0) throw new TemplateRefused('construct', line, 'this');
    return { kind: 'item' };
  }
  if (statement.params.length === 0) return { kind: 'fact', path: listedPath(statement.path, line), as: 'text' };
  return helperCall(statement, line);
};

const helperCall = (statement: hbs.AST.MustacheStatement, line: number): TemplateNode => {
  const name = nameOf(statement.path);
  const types = statement.path.type === 'PathExpression' ? HELPERS.get(name) : undefined;
  if (!types) throw new TemplateRefused('unknown_helper', line, name);
  const [parameter, ...rest] = statement.params;
  if (!parameter || rest.length > 0) throw new TemplateRefused('construct', line, name);
  const path = listedPath(parameter, line);
  if (!types.includes(FACTS.get(path)!.type)) throw new TemplateRefused('wrong_type', line, path);
  return { kind: 'fact', path, as: name === 'date' ? 'day' : 'text' };
};

const block = (statement: hbs.AST.BlockStatement, around: Surroundings): TemplateNode => {
  const line = lineOf(statement);
  const name = nameOf(statement.path);
  if (name !== 'if' && name !== 'each') throw new TemplateRefused('construct', line, `#${name}`);
  if (around.depth === MAX_DEPTH) throw new TemplateRefused('too_deep', line);
  refuseHash(statement.hash, line);
  const [parameter, ...rest] = statement.params;
  if (!parameter || rest.length > 0) throw new TemplateRefused('construct', line, `#${name}`);
  const path = listedPath(parameter, line);
  const depth = around.depth + 1;
  const branch = (program: hbs.AST.Program | undefined, list: string | null): TemplateNode[] => {
    if (program?.blockParams?.length) throw new TemplateRefused('construct', line, 'as |…|');
    return program ? statements(program.body, { depth, list }) : [];
  };
  if (name === 'if') {
    return {
      kind: 'if',
      path,
      then: branch(statement.program, around.list),
      otherwise: branch(statement.inverse, around.list),
    };
  }
  if (FACTS.get(path)!.type !== 'list') throw new TemplateRefused('wrong_type', line, path);
  return {
    kind: 'each',
    path,
    body: branch(statement.program, path),
    otherwise: branch(statement.inverse, around.list),
  };
};

/** The path exactly as it stands in the table of facts: no `../`, no `@root`, no `this.`, no prototype names. */
const listedPath = (expression: hbs.AST.Expression, line: number): string => {
  const path = expression as hbs.AST.PathExpression;
  if (path.type !== 'PathExpression') throw new TemplateRefused('construct', line, nameOf(expression));
  if (path.data || path.depth > 0 || !FACTS.has(path.original)) {
    throw new TemplateRefused('unknown_fact', line, path.original);
  }
  return path.original;
};

const isThis = (expression: hbs.AST.Expression): boolean => {
  const path = expression as hbs.AST.PathExpression;
  return path.type === 'PathExpression' && path.original === 'this' && path.depth === 0 && !path.data;
};

const refuseHash = (hash: hbs.AST.Hash | undefined, line: number): void => {
  const [pair] = hash?.pairs ?? [];
  if (pair) throw new TemplateRefused('construct', line, `${pair.key}=`);
};

const nameOf = (node: hbs.AST.Node): string => {
  type Named = { original?: string | number | boolean };
  const named = node as Named & { name?: Named; path?: Named };
  return String(named.original ?? named.name?.original ?? named.path?.original ?? node.type);
};

const lineOf = (node: hbs.AST.Node): number => node.loc?.start.line ?? 1;
