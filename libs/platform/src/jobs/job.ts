import { SetMetadata } from '@nestjs/common';
import type { JobName, JobPayloads } from '#libs/contracts';
import type { TenantScope } from '../database/scope.js';

export const JOB_HANDLER = Symbol('job handler');

/** Marks the class that handles one kind of job; the worker finds it among the providers. */
export const JobHandler = () => SetMetadata(JOB_HANDLER, true);

export interface JobRun {
  /** 1 for the first try. */
  attempt: number;
  /** True when no further try will follow. */
  last: boolean;
}

/** What `record` says of the run: done, or to be tried again later with growing delay. */
export type JobVerdict = 'done' | 'retry';

/**
 * A job in three steps: load (transaction), perform (no transaction: this is where the network is), record (transaction).
 * Each step must stand being run twice: a crash may come between any two.
 */
export abstract class Job<Name extends JobName, Loaded, Outcome> {
  abstract readonly name: Name;
  abstract scopeOf(payload: JobPayloads[Name]): TenantScope;
  /** Null: nothing is left to do. */
  abstract load(payload: JobPayloads[Name], run: JobRun): Promise<Loaded | null>;
  abstract perform(loaded: Loaded, run: JobRun): Promise<Outcome>;
  abstract record(payload: JobPayloads[Name], loaded: Loaded, outcome: Outcome, run: JobRun): Promise<JobVerdict>;
}

/** A job without a network: all of it is one transaction, which must stand being run twice. */
export abstract class DatabaseJob<Name extends JobName> {
  abstract readonly name: Name;
  abstract scopeOf(payload: JobPayloads[Name]): TenantScope;
  abstract run(payload: JobPayloads[Name]): Promise<void>;
}
