import { log, migrate, readConfig, stopOnSignal } from '#libs/platform';
import { startApi } from './api.js';

const config = readConfig();
if (!config.databaseUrl) throw new Error('DATABASE_URL is needed here; `npm start` brings its own PostgreSQL');
log.level = config.logLevel;
const appUrl = await migrate(config.databaseUrl, config.databaseAppUrl);
const api = await startApi({ config, appUrl });
log.info({ url: api.url }, 'ready');
stopOnSignal(() => api.stop());
