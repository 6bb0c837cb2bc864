import type { FilledPart, Language } from '#libs/contracts';
import { FACTS, type FactValue, type FactValues } from './facts.js';
import type { TemplateNode } from './template.policy.js';

export const FILLED_MAX_LENGTH = 20_000;
const MAX_STEPS = 20_000;
const MAX_ITEMS = 200;

/** Thrown when a filled text would grow past its bounds. */
export class RenderTooLarge extends Error {}

/**
 * Fills a checked template. Plain text, no escaping, one pass: a value that looks like a template is written as it is.
 * A fact without a value becomes an open part.
 */
export const fillTemplate = (nodes: readonly TemplateNode[], values: FactValues, language: Language): FilledPart[] => {
  const filling = new Filling(values, language);
  filling.run(nodes, null);
  return filling.parts;
};

/** The parts as one text; an open placeholder stands as `{label}`. */
export const textOf = (parts: readonly FilledPart[]): string =>
  parts.map((part) => (part.kind === 'open' ? `{${part.label}}` : part.text)).join('');

/** Labels of the placeholders that are still open, each once, in order. */
export const openLabels = (parts: readonly FilledPart[]): string[] => [
  ...new Set(parts.flatMap((part) => (part.kind === 'open' ? [part.label] : []))),
];

interface Item {
  path: string;
  text: string;
}

class Filling {
  readonly parts: FilledPart[] = [];
  private steps = 0;
  private length = 0;

  constructor(
    private readonly values: FactValues,
    private readonly language: Language,
  ) {}

  run(nodes: readonly TemplateNode[], item: Item | null): void {
    for (const node of nodes) {
      this.steps += 1;
      if (this.steps > MAX_STEPS) throw new RenderTooLarge('too many steps');
      this.step(node, item);
    }
  }

  private step(node: TemplateNode, item: Item | null): void {
    switch (node.kind) {
      case 'text':
        return this.text(node.text);
      case 'item':
        return item === null ? undefined : this.fact(item.path, item.text);
      case 'fact':
        return this.named(node.path, node.as);
      case 'if':
        return this.run(isPresent(this.values.get(node.path)) ? node.then : node.otherwise, item);
      case 'each': {
        const items = this.values.get(node.path)?.items ?? [];
        if (items.length === 0) return this.run(node.otherwise, item);
        for (const text of items.slice(0, MAX_ITEMS)) this.run(node.body, { path: node.path, text });
      }
    }
  }

  private named(path: string, as: 'text' | 'day'): void {
    const value = this.values.get(path);
    const text = as === 'day' ? (value?.day ?? value?.text) : value?.text;
    if (text) return this.fact(path, text);
    const label = this.labelOf(path);
    this.grow(label.length + 2);
    this.parts.push({ kind: 'open', path, label });
  }

  private fact(path: string, text: string): void {
    this.grow(text.length);
    this.parts.push({ kind: 'fact', path, label: this.labelOf(path), text });
  }

  private text(text: string): void {
    this.grow(text.length);
    const last = this.parts.at(-1);
    if (last?.kind === 'text') last.text += text;
    else if (text) this.parts.push({ kind: 'text', text });
  }

  private grow(by: number): void {
    this.length += by;
    if (this.length > FILLED_MAX_LENGTH) throw new RenderTooLarge('too long');
  }

  private labelOf(path: string): string {
    return FACTS.get(path)?.label[this.language] ?? path;
  }
}

const isPresent = (value: FactValue | undefined): boolean =>
  value !== undefined && (value.items ? value.items.length > 0 : value.text !== '');
