import net from 'node:net';

/**
 * One kept connection that sends requests one after the other and reads only status and length of the answers: the load client works
 * on the same cores as what it measures.
 */
export class LightConnection {
  private readonly socket: net.Socket;
  private answered: ((status: number) => void) | null = null;
  private failed: ((error: Error) => void) | null = null;
  private status = 0;
  private missing = 0;

  constructor(private readonly url: URL) {
    this.socket = net.connect(Number(url.port), url.hostname).setNoDelay(true);
    this.socket.on('data', (chunk) => this.read(chunk));
    this.socket.on('error', (error) => this.failed?.(error));
    this.socket.on('close', () => this.failed?.(new Error('the desk closed the connection')));
  }

  get(path: string): Promise<number> {
    return this.send(`GET ${path} HTTP/1.1\r\nhost: ${this.url.host}\r\naccept: text/html\r\n\r\n`);
  }

  /** Posts a form that is encoded already. */
  post(path: string, form: string): Promise<number> {
    const type = 'application/x-www-form-urlencoded';
    return this.send(
      `POST ${path} HTTP/1.1\r\nhost: ${this.url.host}\r\ncontent-type: ${type}\r\ncontent-length: ${form.length}\r\n\r\n${form}`,
    );
  }

  close(): void {
    this.failed = null;
    this.socket.destroy();
  }

  private send(request: string): Promise<number> {
    if (this.answered) throw new Error('one request at a time');
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
      this.socket.write(request);
    });
  }

  private read(chunk: Buffer): void {
    if (this.missing > 0) this.missing -= chunk.length;
    else {
      const head = chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      if (end < 0 || length === undefined) {
        this.socket.destroy(new Error('an answer without its length in its first packet'));
        return;
      }
      this.status = Number(head.slice(9, 12));
      this.missing = Number(length) - (chunk.length - end - 4);
    }
    if (this.missing > 0) return;
    const answered = this.answered;
    this.answered = null;
    answered?.(this.status);
  }
}
