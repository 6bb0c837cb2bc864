import { ConfigError, log, readConfig, stopOnSignal } from '#libs/platform';
import { DataDirInUseError } from './embedded-postgres.js';
import { type RunningDesk, startDesk } from './standalone.js';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const start = async (): Promise<RunningDesk> => {
  const config = readConfig();
  log.level = config.logLevel;
  const desk = await startDesk(config);
  announce(desk, config.dataDir);
  return desk;
};

const announce = (desk: RunningDesk, dataDir: string): void => {
  say('');
  say('窓口 Madoguchi');
  say(`  コンソール / console   ${desk.url}/login`);
  if (desk.accounts.length > 0) {
    say(`  フォーム / web form    ${desk.url}/d/netvivi`);
    say(`  API                    ${desk.url}/api/docs`);
    say('');
    say(`  デモの利用者 / demo accounts (${dataDir}/demo-accounts.json)`);
    for (const { role, email, password } of desk.accounts) {
      say(`    ${role.padEnd(13)} ${email.padEnd(34)} ${desk.accountsAreNew ? password : ''}`.trimEnd());
    }
  }
  say('');
  say('  Ctrl-C で終了 / stops');
};

/** People who start a desk by hand get a sentence, not a stack. */
const explain = (error: unknown): string =>
  error instanceof ConfigError || error instanceof DataDirInUseError
    ? error.message
    : `The desk could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;

try {
  const desk = await start();
  stopOnSignal(() => desk.stop());
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  // What had begun to start may still hold the process; who typed the command waits for an end.
  process.exit(1);
}
