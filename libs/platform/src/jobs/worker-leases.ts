import type { Pool, PoolClient } from 'pg';
import { log } from '../http/log.js';

const LEASES = 'madoguchi job worker';
const CHECK_MS = 5_000;
/** A worker that has just begun may lock a job a moment before it holds its lease. */
const SURE_SECONDS = 5;

/**
 * Frees the jobs of workers that are gone. graphile-worker leaves a killed worker's jobs locked for four hours; here each worker
 * holds an advisory lock as long as its process has a connection, so that whoever gets that lock knows that the worker is dead.
 */
export class WorkerLeases {
  private readonly workerIds = new Set<string>();
  private readonly held = new Set<string>();
  private client: PoolClient | null = null;
  private timer: NodeJS.Timeout | null = null;
  private checking: Promise<void> = Promise.resolve();

  constructor(private readonly pool: Pool) {}

  /** Takes the lease of a worker of this process. */
  add(workerId: string): void {
    this.workerIds.add(workerId);
    this.checkSoon();
  }

  start(): void {
    this.timer = setInterval(() => this.checkSoon(), CHECK_MS);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.checking;
    // Closed, not given back: its locks must not live on in the pool.
    this.client?.release(true);
    this.client = null;
  }

  private checkSoon(): void {
    this.checking = this.checking
      .then(() => this.check())
      .catch((error: unknown) => {
        log.warn({ err: error }, 'the leases of job workers could not be checked');
        this.client?.release(true);
        this.client = null;
      });
  }

  private async check(): Promise<void> {
    const client = await this.leasingClient();
    const dead = await client.query<{ worker: string }>(
      `SELECT worker FROM (
         SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs
          WHERE locked_at < now() - interval '${SURE_SECONDS} seconds' AND NOT locked_by = ANY ($2)
       ) locked
       WHERE pg_try_advisory_lock(hashtext($1), hashtext(worker))`,
      [LEASES, [...this.workerIds]],
    );
    if (dead.rows.length === 0) return;
    const workers = dead.rows.map(({ worker }) => worker);
    log.warn({ workers }, 'jobs of workers that are gone are free again');
    await client.query('SELECT graphile_worker.force_unlock_workers($1)', [workers]);
    await client.query('SELECT pg_advisory_unlock(hashtext($1), hashtext(worker)) FROM unnest($2::text[]) worker', [
      LEASES,
      workers,
    ]);
  }

  /** The connection that holds this process' leases; a new one takes them all again. */
  private async leasingClient(): Promise<PoolClient> {
    if (!this.client) {
      const client = await this.pool.connect();
      client.on('error', (error) => {
        log.warn({ err: error }, 'the connection of the job leases broke');
        if (this.client === client) this.client = null;
      });
      this.client = client;
      this.held.clear();
    }
    for (const workerId of this.workerIds) {
      if (this.held.has(workerId)) continue;
      await this.client.query('SELECT pg_advisory_lock(hashtext($1), hashtext($2))', [LEASES, workerId]);
      this.held.add(workerId);
    }
    return this.client;
  }
}
