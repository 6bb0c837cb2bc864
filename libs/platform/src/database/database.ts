import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Client, DatabaseError, type PoolClient } from 'pg';
import { DataSource, type EntityManager, type QueryRunner, QueryFailedError } from 'typeorm';
import { TenantScope } from './scope.js';

interface OpenTransaction {
  manager: EntityManager;
  runner: QueryRunner;
  client: PoolClient;
  scope: TenantScope;
  afterCommit: (() => void)[];
  /** Writes that were sent and that nothing waited for. */
  unanswered: Promise<unknown>[];
}

/**
 * `newest`: each statement sees what was committed before it, as verbs under row locks need it. `one_moment`: all statements see the
 * same moment, so that a view made of several never shows a new message beside an old state.
 */
export type Reading = 'newest' | 'one_moment';

const BEGIN: Record<Reading, string> = { newest: 'BEGIN', one_moment: 'BEGIN ISOLATION LEVEL REPEATABLE READ' };

const storage = new AsyncLocalStorage<OpenTransaction>();
/** Belongs to no stimulus, and so to nobody. */
const nobody = new AsyncResource('after commit');
const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 4;
/** Who lost and came back at once would take the row again before the winner, who waits for it, is awake: both would meet again. */
const RETRY_AFTER_MS = 25;

/** The transaction of this stimulus. Throws where platform opened none: nothing reads or writes outside a scope. */
export const currentTransaction = (): OpenTransaction => {
  const open = storage.getStore();
  if (!open) throw new Error('no transaction is open here: the entry point of this stimulus must open one');
  return open;
};

/** The SQLSTATE of a failed statement, or null. */
export const sqlState = (error: unknown): string | null => {
  const cause = error instanceof QueryFailedError ? (error.driverError as Error) : error;
  return cause instanceof DatabaseError ? (cause.code ?? null) : null;
};

/** The one door to the database: one transaction per stimulus, under one tenant scope, kept in AsyncLocalStorage. */
@Injectable()
export class Database implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  /**
   * Runs `work` in one transaction that sees only `scope`. A serialization failure or deadlock (40001, 40P01) runs all
   * of `work` again, up to four times; so `work` must have no effect outside the database.
   */
  async transaction<T>(scope: TenantScope, work: () => Promise<T>, reading: Reading = 'newest'): Promise<T> {
    if (storage.getStore()) throw new Error('a transaction is already open: a stimulus has exactly one');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(scope, work, reading);
      } catch (error) {
        if (attempt === ATTEMPTS || !RETRIED.has(sqlState(error) ?? '')) throw error;
        await pause(attempt * RETRY_AFTER_MS);
      }
    }
  }

  /** Outside any stimulus and without rights to any tenant's rows: health checks and readiness only. */
  async ping(): Promise<void> {
    await this.source.query('SELECT 1');
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async attempt<T>(scope: TenantScope, work: () => Promise<T>, reading: Reading): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient & Client;
      const { manager } = runner;
      const open: OpenTransaction = { manager, runner, client, scope, afterCommit: [], unanswered: [] };
      // The first statement of the work travels in the same packet, and waits for no answer.
      const { stream } = client.connection;
      stream.cork();
      process.nextTick(() => stream.uncork());
      // The scope must never outlive the transaction, hence the local setting. If this failed, so would the work, for want of a scope.
      const begun = client.query(`${BEGIN[reading]}; SELECT set_config('app.tenants', '${scope.literal}', true)`);
      // TypeORM must know, or `save` would open and commit a transaction of its own inside this one.
      Object.assign(runner, { isTransactionActive: true });
      const [opening, working] = await Promise.allSettled([begun, storage.run(open, work)]);
      const isDone = opening.status === 'fulfilled' && working.status === 'fulfilled';
      // Sent behind the writes that nothing waited for: where one of them failed, PostgreSQL makes a ROLLBACK of it.
      const ending = isDone ? client.query('COMMIT') : null;
      const answers = await Promise.allSettled([...open.unanswered, ending]);
      requireNone(opening, ...answers, working);
      // It does so without an error.
      const ended = await ending;
      if (ended?.command !== 'COMMIT')
        throw new Error('nothing was committed: a statement of the transaction had failed');
      for (const effect of open.afterCommit) nobody.runInAsyncScope(effect);
      return (working as PromiseFulfilledResult<T>).value;
    } catch (error) {
      await rollback(runner, error);
      throw error;
    } finally {
      Object.assign(runner, { isTransactionActive: false });
      await runner.release();
    }
  }
}

/** What every statement after a failed one is answered with; never the cause. */
const TRANSACTION_FAILED = '25P02';

/** Throws what failed first. */
const requireNone = (...settled: PromiseSettledResult<unknown>[]): void => {
  const reasons = settled.filter((each) => each.status === 'rejected').map(({ reason }) => reason as unknown);
  if (reasons.length > 0) throw reasons.find((reason) => sqlState(reason) !== TRANSACTION_FAILED) ?? reasons[0];
};

/**
 * Runs after a successful commit, best effort; what must not be lost belongs into a job. Whatever follows from it is nobody's doing: the
 * person whose change it was is no longer the actor.
 */
export const afterCommit = (effect: () => void): void => {
  currentTransaction().afterCommit.push(effect);
};

const rollback = async (runner: QueryRunner, cause: unknown): Promise<void> => {
  try {
    await runner.query('ROLLBACK');
  } catch (error) {
    throw new AggregateError([cause, error], 'the transaction failed, and so did its rollback', { cause });
  }
};
