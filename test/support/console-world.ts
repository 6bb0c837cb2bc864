import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { type World, world, type WorldOptions } from './world.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Browser tests use the console as it is served: built. */
export const requireConsole = (): void => {
  if (existsSync(path.join(root, 'dist/console/index.html'))) return;
  throw new Error(
    'The console is not built: run `npm run build:console`, or `npm test`, which builds what is missing.',
  );
};

export interface ConsoleWorld extends World {
  browser: Browser;
}

/** A running desk and a browser that looks at it; both end with `close`. */
export const consoleWorld = async (options: WorldOptions = {}): Promise<ConsoleWorld> => {
  requireConsole();
  const [desk, browser] = await Promise.all([world(options), launchBrowser()]);
  return {
    ...desk,
    browser,
    close: async () => {
      await browser.close();
      await desk.close();
    },
  };
};
