import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { log } from '../http/log.js';

export const APP_URL = Symbol('url of the run-time role');
const RECONNECT_MS = 1_000;

type Listener = (payload: string) => void;

/** One connection per process that LISTENs. A notification is only a hint: whoever listens must also poll. */
@Injectable()
export class NotificationListener implements OnApplicationShutdown {
  private readonly listeners = new Map<string, Set<Listener>>();
  private client: pg.Client | null = null;
  private connecting: Promise<void> | null = null;
  private closed = false;
  private own: { processID?: number } | null = null;

  constructor(@Inject(APP_URL) private readonly appUrl: string) {}

  /** Calls `listener` for each notification; returns the function that ends it. */
  listen(channel: string, listener: Listener): () => void {
    const known = this.listeners.get(channel);
    if (known) known.add(listener);
    else this.listeners.set(channel, new Set([listener]));
    if (this.client) void this.subscribe(this.client, channel);
    else this.connecting ??= this.connect();
    return () => this.listeners.get(channel)?.delete(listener);
  }

  /** A change of this very process: its listeners need not wait until the server tells them. */
  hear(channel: string, payload = ''): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(payload);
  }

  /** What this connection notifies of is heard here already. */
  ignore(connection: pg.ClientBase & { processID?: number }): void {
    this.own = connection;
  }

  /** Resolves when the connection is up and all channels are subscribed. */
  async ready(): Promise<void> {
    await this.connecting;
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.connecting;
    await this.client?.end();
    this.client = null;
  }

  private async connect(): Promise<void> {
    while (!this.closed) {
      const client = new pg.Client({ connectionString: this.appUrl, connectionTimeoutMillis: 5_000, keepAlive: true });
      client.on('notification', ({ channel, payload, processId }) => {
        if (processId !== this.own?.processID) this.hear(channel, payload);
      });
      client.on('error', (error) => log.warn({ err: error }, 'the listening connection broke'));
      client.on('end', () => this.reconnect(client));
      try {
        await client.connect();
        this.client = client;
        for (const channel of this.listeners.keys()) await this.subscribe(client, channel);
        return;
      } catch (error) {
        log.warn({ err: error }, 'the listening connection could not be opened; trying again');
        await delay(RECONNECT_MS);
      }
    }
  }

  private reconnect(ended: pg.Client): void {
    if (this.closed || this.client !== ended) return;
    this.client = null;
    this.connecting = this.connect();
  }

  private async subscribe(client: pg.Client, channel: string): Promise<void> {
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  }
}
