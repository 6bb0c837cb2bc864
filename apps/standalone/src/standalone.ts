import { type Config, JobRunner, log, migrate, Readiness } from '#libs/platform';
import { type RunningApi, startApi } from '../../api/src/api.js';
import { type DemoAccount, loadDemo } from './demo/load-demo.js';
import { StoryClock } from './demo/story-clock.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

export interface RunningDesk {
  url: string;
  /** Accounts of the demo; empty where it was not loaded. */
  accounts: DemoAccount[];
  stop(): Promise<void>;
}

/** One process with everything: PostgreSQL (unless DATABASE_URL names one), HTTP, websockets and jobs. */
export const startDesk = async (config: Config): Promise<RunningDesk> => {
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
  let accounts: DemoAccount[] = [];
  const api: RunningApi = await startApi({ config, appUrl, clock: new StoryClock() }, async (app) => {
    if (config.demo) accounts = await loadDemo(app, config);
    const runner = app.get(JobRunner);
    await runner.start();
    app.get(Readiness).register('jobs', () => {
      if (!runner.running) throw new Error('the job runner has stopped');
    });
  });
  return {
    url: api.url,
    accounts,
    stop: async () => {
      await api.app.get(JobRunner).stop();
      await api.stop();
      await postgres?.stop();
    },
  };
};
