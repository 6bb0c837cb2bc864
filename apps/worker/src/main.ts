import { log, migrate, readConfig, stopOnSignal } from '#libs/platform';
import { startWorker } from './worker.js';

const config = readConfig();
if (!config.databaseUrl) throw new Error('DATABASE_URL is needed here; `npm start` brings its own PostgreSQL');
log.level = config.logLevel;
const appUrl = await migrate(config.databaseUrl, config.databaseAppUrl);
const worker = await startWorker({ config, appUrl });
log.info('the worker is ready');
stopOnSignal(() => worker.stop());
