import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** In the order in which they overrule each other. */
const SHEETS = ['tokens', 'frame', 'boxes', 'form', 'status', 'print', 'faq'];

const text = SHEETS.map((name) => readFileSync(new URL(`./styles/${name}.css`, import.meta.url), 'utf8'))
  .join('')
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/\s*([{};,>\n])\s*/g, '$1')
  .replace(/\n|;(?=})/g, '')
  .replace(/: +/g, ':');
const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);

/** The one stylesheet of the public pages, made of sheets by what they show. Its address carries its content's hash, so browsers may keep it for good. */
export const STYLESHEET = { text, path: `/public/${hash}.css` };
