import { type ChildProcess, fork } from 'node:child_process';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError, log } from '#libs/platform';
import { pictureTypeOf } from './picture-type.js';

export const PREVIEW_SIZES = ['small', 'large'] as const;
export type PreviewSize = (typeof PREVIEW_SIZES)[number];

/** What the process that draws is asked, and what it answers: a picture, or null where it is none. */
export interface PreviewTask {
  content: Uint8Array;
  pixels: number;
}
export interface PreviewAnswer {
  picture: Uint8Array | null;
  /** Why there is none, in the words of the library that draws. */
  because?: string;
}

/** Widest and highest side. */
const PIXELS: Record<PreviewSize, number> = { small: 320, large: 1600 };
const DRAW_MS = 10_000;
const IDLE_MS = 30_000;
/** More people than this do not look at pictures in the same second. */
const MAX_WAITING = 64;

/**
 * Draws pictures anew, as WebP without anything of the original but what is seen, in one process apart: it knows no setting and no
 * secret, draws one picture at a time, and is killed when a picture takes too long. Idle, it ends.
 */
@Injectable()
export class PicturePreviews implements OnApplicationShutdown {
  private child: ChildProcess | null = null;
  private idle: NodeJS.Timeout | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** Throws `attachment.no_preview` for what is no picture, or too much of one. */
  async draw(content: Buffer, size: PreviewSize): Promise<Buffer> {
    if (pictureTypeOf(content) === null) throw new DomainError('attachment.no_preview');
    if (this.waiting >= MAX_WAITING) throw new DomainError('request.too_many', { seconds: 5 });
    this.waiting += 1;
    const drawn = this.turn.then(() => this.drawNow(content, PIXELS[size]));
    this.turn = drawn.catch(() => undefined);
    try {
      const picture = await drawn;
      if (picture === null) throw new DomainError('attachment.no_preview');
      return picture;
    } finally {
      this.waiting -= 1;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.turn;
    this.end();
  }

  private async drawNow(content: Buffer, pixels: number): Promise<Buffer | null> {
    if (this.idle) clearTimeout(this.idle);
    const child = (this.child ??= this.start());
    const answer = await new Promise<PreviewAnswer | null>((resolve) => {
      const timer = setTimeout(() => settle(null), DRAW_MS);
      const settle = (given: PreviewAnswer | null): void => {
        clearTimeout(timer);
        child.off('message', settle).off('exit', gone).off('error', gone);
        resolve(given);
      };
      const gone = (): void => settle(null);
      child.on('message', settle).on('exit', gone).on('error', gone);
      child.send({ content, pixels } satisfies PreviewTask);
    });
    if (answer === null) {
      log.warn('a picture could not be drawn in time, or broke its process');
      this.end();
      return null;
    }
    if (answer.picture === null) log.info({ because: answer.because }, 'a picture cannot be drawn');
    this.idle = setTimeout(() => this.end(), IDLE_MS).unref();
    return answer.picture && Buffer.from(answer.picture);
  }

  private start(): ChildProcess {
    const here = import.meta.url;
    const isSource = here.endsWith('.ts');
    const child = fork(new URL(isSource ? './preview.process.ts' : './preview.process.js', here), [], {
      serialization: 'advanced',
      env: {},
      execArgv: [
        '--max-old-space-size=128',
        // Run from sources (tests, bench), it first learns to read TypeScript.
        ...(isSource ? ['--import', new URL('../../../../../scripts/register-ts.mjs', here).href] : []),
      ],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.once('exit', () => {
      if (this.child === child) this.child = null;
    });
    child.unref();
    child.channel?.unref();
    return child;
  }

  private end(): void {
    if (this.idle) clearTimeout(this.idle);
    this.idle = null;
    this.child?.kill('SIGKILL');
    this.child = null;
  }
}
