import { EventEmitter } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { JobName } from '#libs/contracts';
import { withContext } from '../auth/request-context.js';
import { Database } from '../database/database.js';
import { APP_URL } from '../database/notification-listener.js';
import { log } from '../http/log.js';
import { DatabaseJob, Job, JOB_HANDLER, type JobRun } from './job.js';
import { WorkerLeases } from './worker-leases.js';

type AnyJob = Job<JobName, unknown, unknown> | DatabaseJob<JobName>;

/** Runs the jobs of this process. Every job name has exactly one handler, checked at the start. */
@Injectable()
export class JobRunner {
  private runner: Runner | null = null;
  private pool: pg.Pool | null = null;
  private leases: WorkerLeases | null = null;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    private readonly database: Database,
    @Inject(APP_URL) private readonly appUrl: string,
  ) {}

  get running(): boolean {
    return this.runner !== null;
  }

  /** Few at once: in a burst, what people wait for goes first, and mail follows within seconds. */
  async start(concurrency = 2): Promise<void> {
    const handlers = this.handlers();
    const taskList: TaskList = {};
    for (const [name, handler] of handlers) {
      taskList[name] = (payload, { job }) =>
        this.runOne(handler, payload, { attempt: job.attempts, last: job.attempts >= job.max_attempts }, job.id);
    }
    this.pool = new pg.Pool({
      connectionString: this.appUrl,
      max: concurrency + 3,
      connectionTimeoutMillis: 10_000,
      // Only the job engine's own statements run here. In a burst the planner, whose figures are of quiet times, would sort the whole
      // backlog for each job; the index has it in order.
      options: '-c enable_sort=off -c enable_bitmapscan=off',
    });
    this.pool.on('error', (error) => log.warn({ err: error }, 'an idle connection of the job runner broke'));
    const leases = new WorkerLeases(this.pool);
    const events = new EventEmitter() as WorkerEvents;
    events.on('worker:create', ({ worker }) => leases.add(worker.workerId));
    this.leases = leases;
    this.runner = await run({
      events,
      pgPool: this.pool,
      taskList,
      concurrency,
      noHandleSignals: true,
      pollInterval: 2_000,
      logger: new Logger(() => (level, message) => {
        if (level === 'error') log.error(message);
        else if (level === 'warning') log.warn(message);
      }),
    });
    leases.start();
  }

  /** Lets running jobs finish, then stops. */
  async stop(): Promise<void> {
    await this.runner?.stop();
    this.runner = null;
    await this.leases?.stop();
    this.leases = null;
    await this.pool?.end();
    this.pool = null;
  }

  private handlers(): Map<JobName, AnyJob> {
    const found = new Map<JobName, AnyJob>();
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (!metatype || !instance || !this.reflector.get(JOB_HANDLER, metatype as () => unknown)) continue;
      if (!(instance instanceof Job || instance instanceof DatabaseJob))
        throw new Error(`${metatype.name} is marked @JobHandler() but is no job`);
      if (found.has(instance.name)) throw new Error(`two handlers for the job ${instance.name}`);
      found.set(instance.name, instance as AnyJob);
    }
    return found;
  }

  private async runOne(job: AnyJob, payload: unknown, jobRun: JobRun, jobId: string): Promise<void> {
    const given = payload as Parameters<AnyJob['scopeOf']>[0];
    const scope = job.scopeOf(given);
    const context = { requestId: `job-${jobId}`, language: 'ja' as const, actor: null };
    const verdict = await withContext(context, async () => {
      if (job instanceof DatabaseJob) {
        await this.database.transaction(scope, () => job.run(given));
        return 'done';
      }
      const loaded = await this.database.transaction(scope, () => job.load(given, jobRun));
      if (loaded === null) return 'done';
      const outcome = await job.perform(loaded, jobRun);
      return this.database.transaction(scope, () => job.record(given, loaded, outcome, jobRun));
    });
    if (verdict === 'retry') throw new Error(`${job.name} is to be tried again`);
  }
}
