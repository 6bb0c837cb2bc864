import { log } from '../http/log.js';

/**
 * Work that is looked at again and again for as long as a process runs. Never two rounds at once: where one takes longer than the time
 * between them, the next is left out. A round that fails is told and makes nothing of what it did not do; the next one tries again.
 */
export class Rounds {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  /** `what` stands in the log when a round fails. */
  constructor(
    private readonly what: string,
    private readonly everyMs: number,
    private readonly round: () => Promise<unknown>,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => {
      this.running ??= this.run();
    }, this.everyMs);
  }

  /** When it returns, no round is running and none will begin. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      await this.round();
    } catch (error) {
      log.warn({ err: error }, `${this.what} failed and will be tried again`);
    } finally {
      this.running = null;
    }
  }
}
