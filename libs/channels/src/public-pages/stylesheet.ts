import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('./public.css', import.meta.url), 'utf8')
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/\s*([{};,>\n])\s*/g, '$1')
  .replace(/\n|;(?=})/g, '')
  .replace(/: +/g, ':');
const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);

/** The one stylesheet of the public pages. Its address carries its content's hash, so browsers may keep it for good. */
export const STYLESHEET = { text, path: `/public/${hash}.css` };
