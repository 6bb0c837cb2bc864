// node scripts/unpack-browser.mjs DIR: lays the Chromium that npm brought into DIR, with the libraries and the Japanese font that a
// bare machine lacks. Does nothing when it lies there already.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { toTrueType } from './woff2.mjs';

const webFonts = fileURLToPath(new URL('../node_modules/@fontsource-variable/noto-sans-jp/files', import.meta.url));
const target = path.resolve(process.argv[2]);

if (!existsSync(target)) {
  const fresh = `${target}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  await unpackChromium(fresh);
  unpackFonts(path.join(fresh, 'fonts'));
  try {
    renameSync(fresh, target);
  } catch (error) {
    // Another test worker was faster, and its copy is as good.
    if (!existsSync(target)) throw error;
    rmSync(fresh, { recursive: true });
  }
}

async function unpackChromium(dir) {
  // The package unpacks where temporary files go, and its libraries only where it believes to be on Amazon Linux.
  process.env.TMPDIR = dir;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  await chromium.executablePath();
}

/** Chromium finds the slices of a web font as system fonts, but draws them only as TrueType. */
function unpackFonts(dir) {
  for (const file of readdirSync(webFonts).filter((name) => name.endsWith('.woff2'))) {
    writeFileSync(path.join(dir, file.replace(/woff2$/, 'ttf')), toTrueType(readFileSync(path.join(webFonts, file))));
  }
  const fonts = `<dir>${target}/fonts</dir><cachedir>${target}/fonts-cache</cachedir>`;
  writeFileSync(path.join(dir, 'fonts.conf'), `<?xml version="1.0"?>\n<fontconfig>${fonts}</fontconfig>\n`);
}
