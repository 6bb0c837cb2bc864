import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Config, log, migrate, requirePorts } from '#libs/platform';
import { type RunningApi, startApi } from '../../api/src/api.js';
import { announceWork, startWork } from '../../worker/src/work.js';
import { type DemoAccount, loadDemo } from './demo/load-demo.js';
import { StoryClock } from './demo/story-clock.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

export interface RunningDesk {
  url: string;
  /** Accounts of the demo; empty where it is not loaded. */
  accounts: DemoAccount[];
  /** True when these accounts were made by this start: only then are their passwords shown. */
  accountsAreNew: boolean;
  stop(): Promise<void>;
}

/** One process with everything: PostgreSQL (unless DATABASE_URL names one), HTTP, websockets and jobs. */
export const startDesk = async (config: Config): Promise<RunningDesk> => {
  await requirePorts(config.host, { PORT: config.port, SMTP_PORT: config.smtpPort });
  const postgres = config.databaseUrl === null ? await ownPostgres(config) : null;
  try {
    const ownerUrl = config.databaseUrl ?? postgres!.ownerUrl;
    const appUrl = await migrate(ownerUrl, config.databaseAppUrl);
    return await serve(config, appUrl, postgres);
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
};

const ownPostgres = (config: Config): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataDir: config.dataDir, log: (line) => log.debug(line) });

const serve = async (config: Config, appUrl: string, postgres: EmbeddedPostgres | null): Promise<RunningDesk> => {
  const accountsAreNew = !existsSync(path.join(config.dataDir, 'demo-accounts.json'));
  let accounts: DemoAccount[] = [];
  const api: RunningApi = await startApi({ config, appUrl, clock: new StoryClock() }, async (app) => {
    announceWork(app);
    if (config.demo) accounts = await loadDemo(app, config);
  });
  // After the doors are open: with PORT=0 the links in mail are known only then.
  const work = await startWork(api.app).catch(async (fault: unknown) => {
    await api.stop();
    throw fault;
  });
  return {
    url: api.url,
    accounts,
    accountsAreNew,
    stop: async () => {
      await work.stop();
      await api.stop();
      await postgres?.stop();
    },
  };
};
