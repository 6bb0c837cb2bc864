import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import { log } from '../http/log.js';

const CHANNELS = 'madoguchi';
const RETRY_MS = 1_000;
const PEERS_EVERY_MS = 2_000;

/**
 * Joins the sockets of all api processes through Redis. Only what is momentary goes through it: without Redis each process
 * goes on with its own people, and joins again when it is back.
 */
export class RedisLink {
  readonly adapter: ReturnType<typeof createAdapter>;
  private readonly client: ReturnType<typeof createClient>;
  private readonly timer: NodeJS.Timeout;
  /** The processes that are reached, as they were last told of; null when that is not known, and must be told anew. */
  private peers: string | null = null;
  private isLost = false;

  constructor(
    url: string,
    private readonly on: {
      /** A process has come or gone, be it without a word, or Redis itself was lost or is back. */
      changed: () => void;
      /** This process can be asked from now on: the others must look again. */
      joined: () => void;
    },
  ) {
    this.client = createClient({ url, socket: { connectTimeout: 5_000, reconnectStrategy: () => RETRY_MS } });
    this.client.on('error', (error) => this.lost(error));
    this.client.on('ready', () => this.found());
    this.catchPublishing();
    // Not awaited: a Redis that is away must not keep the desk from opening.
    this.client.connect().catch((error: unknown) => this.lost(error));
    this.adapter = createAdapter(this.client, { streamName: CHANNELS, channelPrefix: CHANNELS });
    this.timer = setInterval(() => void this.lookForPeers(), PEERS_EVERY_MS);
  }

  get isUp(): boolean {
    return this.client.isReady;
  }

  /** Another process says that it can be asked; whether it was seen before or not, its people were not. */
  lookAgain(): void {
    this.peers = null;
    void this.lookForPeers();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    if (this.client.isReady) await this.client.close();
    else this.client.destroy();
  }

  /** The adapter does not look at what becomes of its publishing; a refusal that nobody hears would end the process. */
  private catchPublishing(): void {
    const publish = this.client.publish.bind(this.client);
    Object.assign(this.client, {
      publish: (channel: string, message: string | Buffer) =>
        publish(channel, message).catch((error: unknown) => {
          this.lost(error);
          return 0;
        }),
    });
  }

  /** Each process listens on a channel of its own, which Redis drops with the connection: who was killed is missing here. */
  private async lookForPeers(): Promise<void> {
    if (!this.client.isReady) return;
    try {
      const channels = (await this.client.pubSubChannels(`${CHANNELS}#/#*#`)).toSorted();
      const found = channels.join(' ');
      if (this.peers === found) return;
      this.peers = found;
      log.info({ processes: channels.length }, 'api processes that share who is here');
      this.on.changed();
    } catch (error) {
      this.lost(error);
    }
  }

  /** Said once, however often it is tried again. */
  private lost(error: unknown): void {
    if (this.isLost || this.client.isReady) return;
    this.isLost = true;
    this.peers = null;
    log.warn({ err: error }, 'redis is away: each api process shows its own people only');
    this.on.changed();
  }

  private found(): void {
    if (this.isLost) log.info('redis is back');
    this.isLost = false;
    this.lookAgain();
    this.on.joined();
  }
}
