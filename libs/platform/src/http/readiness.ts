import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { log } from './log.js';

type Check = () => Promise<void> | void;
type State = 'ok' | 'failed';

const TIMEOUT_MS = 2_000;

/** Whether this process can do its work: each part registers a check that throws when it cannot. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, Check>();

  constructor(database: Database) {
    this.checks.set('database', () => database.ping());
  }

  register(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  async check(): Promise<{ status: State; checks: Record<string, State> }> {
    const checks: Record<string, State> = {};
    await Promise.all([...this.checks].map(async ([name, check]) => (checks[name] = await stateOf(name, check))));
    return { status: Object.values(checks).includes('failed') ? 'failed' : 'ok', checks };
  }
}

const stateOf = async (name: string, check: Check): Promise<State> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
    return 'ok';
  } catch (error) {
    log.warn({ err: error, check: name }, 'not ready');
    return 'failed';
  } finally {
    clearTimeout(timer);
  }
};
