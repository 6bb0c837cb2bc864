// Builds the server (swc) and the console (vite), each only when its sources changed since its last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const isSpec = (file) => /\.spec\.tsx?$/.test(file);

const server = {
  script: 'build:server',
  sources: [
    'apps/api',
    'apps/worker',
    'apps/standalone',
    'libs',
    'migrations',
    '.swcrc',
    'package.json',
    'scripts/describe-answers.mjs',
  ],
  stamp: 'dist/.server-sources',
};
const consoleApp = {
  script: 'build:console',
  sources: ['apps/console', 'libs/contracts', 'package.json', 'package-lock.json', 'scripts/compress-console.mjs'],
  stamp: 'dist/.console-sources',
};

for (const part of [server, consoleApp]) ensure(part);

function ensure({ script, sources, stamp }) {
  const stampFile = path.join(root, stamp);
  const now = fingerprint(sources);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === now) return;
  console.log(`Building (npm run ${script}) …`);
  rmSync(stampFile, { force: true });
  if (script === server.script) dropOrphans();
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`The build failed (npm run ${script}). Nothing was started.`);
    process.exit(status ?? 1);
  }
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, now);
}

/** Changes whenever a source file was added, removed, or written to. */
function fingerprint(sources) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const source of sources) {
    for (const file of filesUnder(source)) {
      const { size, mtimeMs } = statSync(path.join(root, file));
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function filesUnder(place) {
  if (!existsSync(path.join(root, place))) return [];
  if (!statSync(path.join(root, place)).isDirectory()) return [place];
  const entries = readdirSync(path.join(root, place), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !isSpec(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

/** What was built from a source that is gone must go too, or it would still be served. */
function dropOrphans() {
  for (const place of ['dist/apps', 'dist/libs', 'dist/migrations']) {
    for (const file of filesUnder(place)) {
      const source = path.relative('dist', file);
      const stem = source.replace(/\.js(\.map)?$/, '');
      const isBuilt = stem !== source;
      if (!existsSync(path.join(root, isBuilt ? `${stem}.ts` : source))) rmSync(path.join(root, file));
    }
  }
}
