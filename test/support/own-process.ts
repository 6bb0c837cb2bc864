import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from './postgres.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A desk that runs beside the test and can be killed. */
export interface DeskProcess {
  url: string;
  /** Everything that it wrote so far. */
  output(): string;
  /** Holds it still; the returned function lets it go on. */
  hold(): () => void;
  /** Ends it at once (SIGKILL), or in order; resolves when it is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Starts a desk on an existing database, on ports of its own; it has no other environment than this and `settings`. */
export const startDeskProcess = async (
  { ownerUrl, appUrl }: TestDatabase,
  settings: Record<string, string>,
): Promise<DeskProcess> => {
  const env = {
    PATH: process.env['PATH'],
    PORT: '0',
    SMTP_PORT: '0',
    DATABASE_URL: ownerUrl,
    DATABASE_APP_URL: appUrl,
    LOG_LEVEL: 'fatal',
    ...settings,
  };
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', './scripts/register-ts.mjs', 'test/support/desk-process.ts'],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let written = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (bytes: Buffer): void => {
      written += bytes.toString('utf8');
      const said = /^\{"url":"([^"]+)"\}$/m.exec(written)?.[1];
      if (said) resolve(said);
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.once('exit', (code) => reject(new Error(`the desk ended with ${code} before it was ready:\n${written}`)));
  });
  return {
    url,
    output: () => written,
    hold: () => {
      child.kill('SIGSTOP');
      return () => child.kill('SIGCONT');
    },
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
};
