import { Injectable } from '@nestjs/common';
import type { JobName, JobPayloads } from '#libs/contracts';
import { Announcements } from '../database/announcements.js';
import { Repository } from '../database/repository.js';

export interface JobOptions {
  runAt?: Date;
  /** Instead of `runAt`: so long from now by the database's clock, by which jobs are run. */
  afterMs?: number;
  /** A job with the same key that still waits is replaced, not added again. */
  key?: string;
  maxAttempts?: number;
}

/** The job engine's own channel. */
const JOBS_CHANNEL = 'jobs:insert';

/** Adds jobs in the transaction of the change: nothing is lost between saved and queued, nothing runs after a rollback. */
@Injectable()
export class Jobs extends Repository {
  constructor(private readonly announcements: Announcements) {
    super();
  }

  add<Name extends JobName>(name: Name, payload: JobPayloads[Name], options: JobOptions = {}): Promise<void> {
    this.write(
      `SELECT graphile_worker.add_job($1, payload := $2::json, run_at := coalesce($3::timestamptz, now() + $6 * interval '1 ms'), job_key := $4, max_attempts := $5)`,
      [
        name,
        JSON.stringify(payload),
        options.runAt ?? null,
        options.key ?? null,
        options.maxAttempts ?? 25,
        options.afterMs ?? null,
      ],
    );
    return Promise.resolve();
  }

  /** For the statement that adds its job itself, by `app.add_job`, together with other rows. */
  announce(): void {
    this.announcements.afterCommit(JOBS_CHANNEL);
  }
}
