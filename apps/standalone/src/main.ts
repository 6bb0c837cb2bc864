import { log, readConfig, runProcess } from '#libs/platform';
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

await runProcess(start);
