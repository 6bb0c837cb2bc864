import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type LaunchOptions, type Page } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/**
 * Starts a Chromium that draws Japanese: the one of CHROMIUM_PATH, else the one from npm with its own libraries and fonts, else the
 * machine's. The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    ...(await chosenChromium()),
    // Containers give little shared memory; hinting would make pictures differ from machine to machine.
    args: ['--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
  Object.assign(globalThis, { openPages: () => Promise.all(pagesOf(browser).map(seenOn)) });
  return browser;
}

const pagesOf = (browser: Browser): Page[] => browser.contexts().flatMap((context) => context.pages());

/** Where the focus is on a page and what it says, as somebody hears it; the tests' environment tells it where a test fails. */
const seenOn = async (page: Page): Promise<string> => {
  const body = page.locator('body');
  const inTime = { timeout: 2_000 };
  const focus = await body.evaluate('document.activeElement?.outerHTML.slice(0, 300)', null, inTime).catch(String);
  const heard = await body.ariaSnapshot(inTime).catch(String);
  return `${page.url()}\nfocus: ${String(focus)}\n${heard.slice(0, 6_000)}`;
};

async function chosenChromium(): Promise<LaunchOptions> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { executablePath: given };
  if (process.platform === 'linux' && process.arch === 'x64') return npmChromium();
  if (existsSync(SYSTEM_CHROMIUM)) return { executablePath: SYSTEM_CHROMIUM };
  throw new Error(
    'npm has no Chromium for this machine: set CHROMIUM_PATH to the program of an installed Chromium or Chrome.',
  );
}

async function npmChromium(): Promise<LaunchOptions> {
  const manifest = await readFile(path.join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const dir = path.join(root, `test/.cache/chromium-${version}`);
  await promisify(execFile)(process.execPath, [path.join(root, 'scripts/unpack-browser.mjs'), dir]);
  return {
    executablePath: path.join(dir, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: path.join(dir, 'al2023/lib'),
      FONTCONFIG_FILE: path.join(dir, 'fonts/fonts.conf'),
    },
  };
}
