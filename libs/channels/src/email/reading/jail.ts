import { Worker } from 'node:worker_threads';
import type { ReadingOptions, ReadMail } from './read-mail.js';

export interface JailTask {
  id: number;
  raw: Uint8Array;
  options: ReadingOptions;
  /** Read no further than the headers, for this reason. */
  headersOnly: string | null;
}

export interface JailAnswer {
  task: number;
  mail: ReadMail;
}

/** The first word of a thread. */
export const READY = 'ready';

export type JailEnd = { mail: ReadMail } | { reason: 'timed_out' | 'out_of_memory' | 'crashed' };

/** The clock of a mail runs only once its thread is ready: a busy machine starts threads slowly. */
const START_MILLISECONDS = 30_000;
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/** One thread that reads one mail at a time. When a mail breaks it or takes too long, the next mail gets a new thread. */
export class Jail {
  private worker: Worker | null = null;
  private nextId = 1;
  private ready = false;
  private settle: (end: JailEnd, task: number | null) => void = () => undefined;
  private begin: () => void = () => undefined;

  /** Never rejects: what goes wrong inside is an answer. */
  async read(task: Omit<JailTask, 'id'>, milliseconds: number): Promise<JailEnd> {
    const worker = (this.worker ??= this.start());
    const id = this.nextId++;
    worker.ref();
    let timer: NodeJS.Timeout | undefined;
    const end = await new Promise<JailEnd>((resolve) => {
      const allow = (time: number): void => {
        clearTimeout(timer);
        timer = setTimeout(() => resolve({ reason: 'timed_out' }), time);
      };
      allow(this.ready ? milliseconds : START_MILLISECONDS);
      this.begin = () => allow(milliseconds);
      this.settle = (outcome, answered) => {
        if (answered === null || answered === id) resolve(outcome);
      };
      worker.postMessage({ id, ...task } satisfies JailTask, []);
    });
    clearTimeout(timer);
    if ('mail' in end) worker.unref();
    else await this.close();
    return end;
  }

  async close(): Promise<void> {
    const worker = this.worker;
    this.worker = null;
    // Whoever still waits for this thread waits for nothing.
    this.settle({ reason: 'crashed' }, null);
    await worker?.terminate();
  }

  private start(): Worker {
    const worker = startWorker(MEMORY);
    this.ready = false;
    const fail = (reason: 'out_of_memory' | 'crashed'): void => {
      // The end of a thread that was given up before is nobody's answer.
      if (this.worker === worker) this.settle({ reason }, null);
    };
    worker.on('message', (said: JailAnswer | typeof READY) => {
      if (said !== READY) this.settle({ mail: said.mail }, said.task);
      else if (this.worker === worker) {
        this.ready = true;
        this.begin();
      }
    });
    worker.on('error', (fault: Error & { code?: string }) =>
      fail(fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out_of_memory' : 'crashed'),
    );
    worker.on('exit', () => fail('crashed'));
    return worker;
  }
}

const startWorker = (resourceLimits: typeof MEMORY): Worker => {
  const here = import.meta.url;
  if (!here.endsWith('.ts')) return new Worker(new URL('./jail.worker.js', here), { resourceLimits });
  // Run from sources (tests, bench): the thread first learns to read TypeScript.
  const reader = JSON.stringify(new URL('../../../../../scripts/register-ts.mjs', here).href);
  const sources = JSON.stringify(new URL('./jail.worker.ts', here).href);
  const code = `require('node:module').register(${reader}); import(${sources});`;
  return new Worker(code, { eval: true, execArgv: [], resourceLimits });
};
