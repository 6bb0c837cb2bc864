import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { log } from '../http/log.js';
import { afterCommit } from './database.js';
import { APP_URL, NotificationListener } from './notification-listener.js';

/** In a rush one notification tells of several changes; the first waits for nothing. */
const PAUSE_MS = 10;

/**
 * Wakes the listeners of all processes once a change has been committed, those of this process at once. A NOTIFY within a transaction
 * holds one lock of the whole server until its commit is on disk, so that all commits would queue up; after the commit, many changes
 * are one notification. A hint that is lost with its process costs its listeners one turn of their polls.
 */
@Injectable()
export class Announcements implements OnApplicationShutdown {
  private readonly counts = new Map<string, number>();
  private readonly connection: pg.Pool;
  private sending: Promise<void> | null = null;

  constructor(
    @Inject(APP_URL) appUrl: string,
    private readonly notifications: NotificationListener,
  ) {
    this.connection = new pg.Pool({
      connectionString: appUrl,
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: 5_000,
    });
    this.connection.on('connect', (client) => this.notifications.ignore(client));
    this.connection.on('error', (error) => log.warn({ err: error }, 'the idle connection of announcements broke'));
  }

  /** Announces on `channel` after the commit of the present transaction; the payload tells how many such changes there were. */
  afterCommit(channel: string): void {
    afterCommit(() => this.notifications.hear(channel));
    this.toOthersAfterCommit(channel);
  }

  /** The same, where this process knows already. */
  toOthersAfterCommit(channel: string): void {
    afterCommit(() => {
      this.counts.set(channel, (this.counts.get(channel) ?? 0) + 1);
      this.sending ??= this.send().finally(() => (this.sending = null));
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sending;
    await this.connection.end();
  }

  private async send(): Promise<void> {
    try {
      while (this.counts.size > 0) {
        const channels = [...this.counts.keys()];
        const payloads = [...this.counts.values()].map((count) => JSON.stringify({ count }));
        this.counts.clear();
        await this.connection.query(NOTIFY, [channels, payloads]);
        await delay(PAUSE_MS);
      }
    } catch (error) {
      log.warn({ err: error }, 'the listeners could not be woken; their polls find what is new');
    }
  }
}

/** It stores nothing that would have to be on disk before the listeners are woken. */
const NOTIFY = `
  SELECT set_config('synchronous_commit', 'off', true), pg_notify(c, p)
    FROM unnest($1::text[], $2::text[]) AS _ (c, p)`;
