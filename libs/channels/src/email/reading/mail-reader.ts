import { Jail, type JailEnd, type JailTask } from './jail.js';
import { MAIL_BYTES, unreadMail, type ReadingOptions, type ReadMail } from './read-mail.js';

export { readMailHere } from './read-mail.js';
export type * from './read-mail.js';

const THREADS = 2;
const MILLISECONDS = 5000;
const HEADER_MILLISECONDS = 1000;

/**
 * Reads mails in threads apart, so that none of them can stop or break the process: 5 s and 256 MB each. A mail that is too
 * much is read by its headers alone and says why; the other thread meanwhile goes on with the next ones.
 */
export class MailReader {
  private readonly idle: Jail[];
  private readonly all: readonly Jail[];
  private readonly waiting: ((jail: Jail) => void)[] = [];

  constructor(
    threads = THREADS,
    private readonly milliseconds = MILLISECONDS,
  ) {
    this.all = Array.from({ length: threads }, () => new Jail());
    this.idle = [...this.all];
  }

  /** Always a mail, never an error. */
  async read(raw: Buffer, options: ReadingOptions = {}): Promise<ReadMail> {
    const jail = this.idle.pop() ?? (await new Promise<Jail>((resolve) => this.waiting.push(resolve)));
    try {
      // One byte more than is read tells the reader that there was more.
      return await readIn(jail, raw.subarray(0, MAIL_BYTES + 1), options, this.milliseconds);
    } finally {
      const next = this.waiting.shift();
      if (next) next(jail);
      else this.idle.push(jail);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(async (jail) => jail.close()));
  }
}

const readIn = async (jail: Jail, raw: Buffer, options: ReadingOptions, milliseconds: number): Promise<ReadMail> => {
  const task: Omit<JailTask, 'id'> = { raw, options, headersOnly: null };
  const whole = await jail.read(task, milliseconds);
  if ('mail' in whole) return revived(whole);
  const headers = await jail.read({ ...task, headersOnly: whole.reason }, HEADER_MILLISECONDS);
  return 'mail' in headers ? revived(headers) : unreadMail(whole.reason);
};

/** Bytes lose their class on the way between threads. */
const revived = ({ mail }: Extract<JailEnd, { mail: ReadMail }>): ReadMail => ({
  ...mail,
  date: mail.date && new Date(mail.date.getTime()),
  attachments: mail.attachments.map((one) => ({
    ...one,
    content: Buffer.from(one.content.buffer, one.content.byteOffset, one.content.byteLength),
  })),
});

let shared: MailReader | null = null;

/** Reads one raw mail in the process's own pool of threads, which keep no process alive. */
export const readMail = async (raw: Buffer, options: ReadingOptions = {}): Promise<ReadMail> => {
  shared ??= new MailReader();
  return shared.read(raw, options);
};

export const closeMailReader = async (): Promise<void> => {
  const reader = shared;
  shared = null;
  await reader?.close();
};
