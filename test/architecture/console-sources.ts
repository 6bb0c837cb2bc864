import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../apps/console/src', import.meta.url));

/** The console's files whose names end so, by their paths below its sources. */
export const consoleFiles = (ending: RegExp): Map<string, string> =>
  new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => ending.test(name) && !/\.spec\.tsx?$/.test(name))
      .map((name) => [name.replaceAll(path.sep, '/'), readFileSync(path.join(root, name), 'utf8')]),
  );
