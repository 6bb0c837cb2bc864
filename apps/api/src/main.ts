import { log, migrate, readConfig, requireDatabaseUrl, runProcess } from '#libs/platform';
import { startApi } from './api.js';

await runProcess(async () => {
  const config = readConfig();
  log.level = config.logLevel;
  const appUrl = await migrate(requireDatabaseUrl(config), config.databaseAppUrl);
  const api = await startApi({ config, appUrl });
  log.info({ url: api.url }, 'ready');
  return api;
});
