// A whole desk (api and worker) in a process of its own, on a migrated database that the environment names. Says where it listens.
import { log, readConfig, stopOnSignal } from '#libs/platform';
import { startApi } from '../../apps/api/src/api.js';
import { startWorker } from '../../apps/worker/src/worker.js';

const config = readConfig();
if (!config.databaseAppUrl) throw new Error('DATABASE_URL and DATABASE_APP_URL must name a migrated database');
log.level = config.logLevel;
const options = { config, appUrl: config.databaseAppUrl };
const api = await startApi(options);
const worker = await startWorker(options);
console.log(JSON.stringify({ url: api.url }));
stopOnSignal(() => Promise.all([worker.stop(), api.stop()]));
