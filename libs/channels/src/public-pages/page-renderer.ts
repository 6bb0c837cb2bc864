import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { Language } from '#libs/contracts';
import type { DeskFrame } from './desk-frame.js';
import { say } from './catalogue.js';
import { icon } from './icons.js';
import { STYLESHEET } from './stylesheet.js';
import { unbroken } from './unbroken.js';

/** What every page has around its content. */
export interface Page {
  language: Language;
  title: string;
  /** Shop, navigation and footer; null on pages that belong to no desk. */
  frame: DeskFrame | null;
  /** Address of the same page in the other language; null where that makes no sense. */
  otherLanguage: string | null;
  /** The step in which what is typed goes along into the other language. */
  carried?: 'edit' | 'confirm';
}

const TEMPLATES = new URL('./templates/', import.meta.url);
const handlebars = Handlebars.create();

/** `{{t "key" name=value}}`: a text of the catalogue in the page's language. */
handlebars.registerHelper('t', (...given: unknown[]) => {
  const options = given.pop() as Handlebars.HelperOptions;
  const { language } = (options.data as { root: Page }).root;
  return say(language, given.map(String).join(''), options.hash as Record<string, unknown>);
});
/** `{{icon "phone"}}` */
handlebars.registerHelper('icon', (name: string) => new Handlebars.SafeString(icon(name)));
handlebars.registerHelper('is', (one: unknown, other: unknown) => one === other);

const pages = new Map<string, HandlebarsTemplateDelegate>();
for (const file of readdirSync(TEMPLATES).filter((name) => name.endsWith('.hbs'))) {
  const name = file.slice(0, -'.hbs'.length);
  const template = handlebars.compile(readFileSync(new URL(file, TEMPLATES), 'utf8'), {
    knownHelpers: { t: true, icon: true, is: true },
    knownHelpersOnly: true,
    explicitPartialContext: false,
  });
  handlebars.registerPartial(name, template);
  pages.set(name, template);
}

/** Draws a page; templates are compiled once, when the process starts. */
export const drawPage = (template: string, page: Page & Record<string, unknown>): string => {
  const draw = pages.get(template);
  if (!draw) throw new Error(`no template "${template}"`);
  return unbroken(draw({ ...page, template, stylesheet: STYLESHEET.path }, { allowProtoPropertiesByDefault: false }));
};
