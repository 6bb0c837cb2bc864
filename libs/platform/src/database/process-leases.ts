import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { log } from '../http/log.js';
import { APP_URL } from './notification-listener.js';

/**
 * Makes sure that of all processes only one does a lasting piece of work: who holds the lease of a name. A lease ends with the
 * process, or with its connection to the database; whoever works under one is told when it is lost.
 */
@Injectable()
export class ProcessLeases implements OnApplicationShutdown {
  private readonly held = new Map<string, () => void>();
  private client: pg.Client | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(@Inject(APP_URL) private readonly appUrl: string) {}

  /** False while another process, or another holder in this one, has it. */
  take(name: string, onLost: () => void): Promise<boolean> {
    return this.inTurn(async () => {
      if (this.held.has(name)) return false;
      const client = (this.client ??= await this.connect());
      const { rows } = await client.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken',
        [name],
      );
      const taken = rows[0]?.taken === true;
      if (taken) this.held.set(name, onLost);
      return taken;
    });
  }

  release(name: string): Promise<void> {
    return this.inTurn(async () => {
      if (!this.held.delete(name)) return;
      await this.client?.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.held.clear();
    await this.inTurn(async () => this.client?.end());
  }

  /** One question at a time on the one connection. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.appUrl, connectionTimeoutMillis: 5_000, keepAlive: true });
    client.on('error', (error) => log.warn({ err: error }, 'the connection of the leases broke'));
    client.on('end', () => this.lose());
    await client.connect();
    return client;
  }

  private lose(): void {
    this.client = null;
    const lost = [...this.held.values()];
    this.held.clear();
    for (const tell of lost) tell();
  }
}
