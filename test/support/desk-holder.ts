// A process of its own that holds the PostgreSQL of a DATA_DIR until its standard input ends; says in one line how it went.
import { startEmbeddedPostgres } from '../../apps/standalone/src/embedded-postgres.js';

const [dataDir = ''] = process.argv.slice(2);

try {
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined, settings: { shared_buffers: '16MB' } });
  process.stdin.resume().once('end', () => {
    postgres.stop().catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  });
  console.log(JSON.stringify({ ownerUrl: postgres.ownerUrl, adopted: postgres.adopted }));
} catch (error) {
  console.log(JSON.stringify({ refusal: error instanceof Error ? error.message : String(error) }));
}
