import { log, migrate, readConfig, requireDatabaseUrl, runProcess } from '#libs/platform';
import { startWorker } from './worker.js';

await runProcess(async () => {
  const config = readConfig();
  log.level = config.logLevel;
  const appUrl = await migrate(requireDatabaseUrl(config), config.databaseAppUrl);
  const worker = await startWorker({ config, appUrl });
  log.info('the worker is ready');
  return worker;
});
