import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, listening } from '../../support/ports.js';

/** What every scanner takes for a virus, put together here so that no scanner takes this file for one. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE', '!$H+H*'].join('');
export const EICAR_NAME = 'Madoguchi.Eicar-Test';

/** A real clamd with a signature database of its own, which knows one virus. */
export class Clamav {
  private process: ChildProcess | null = null;

  private constructor(
    private readonly dir: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<Clamav> {
    const dir = mkdtempSync(path.join(tmpdir(), 'madoguchi-clamav-'));
    chmodSync(dir, 0o755);
    const clamav = new Clamav(dir, await freePort());
    writeFileSync(path.join(dir, 'test.ndb'), `${EICAR_NAME}:0:*:${Buffer.from(EICAR).toString('hex')}\n`);
    writeFileSync(
      clamav.config,
      [
        `DatabaseDirectory ${dir}`,
        `TCPSocket ${clamav.port}`,
        'TCPAddr 127.0.0.1',
        `LocalSocket ${clamav.socket}`,
        'StreamMaxLength 1M',
        'Foreground yes',
        'OfficialDatabaseOnly no',
        '',
      ].join('\n'),
    );
    await clamav.run();
    return clamav;
  }

  get tcpUrl(): string {
    return `tcp://127.0.0.1:${this.port}`;
  }

  get unixUrl(): string {
    return `unix:${this.socket}`;
  }

  async run(): Promise<void> {
    this.process = spawn('clamd', ['-c', this.config], { stdio: 'ignore' });
    await listening(this.port);
  }

  async halt(): Promise<void> {
    const { process } = this;
    this.process = null;
    if (!process) return;
    const gone = once(process, 'exit');
    process.kill('SIGKILL');
    await gone;
    rmSync(this.socket, { force: true });
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.dir, { recursive: true, force: true });
  }

  private get config(): string {
    return path.join(this.dir, 'clamd.conf');
  }

  private get socket(): string {
    return path.join(this.dir, 'clamd.ctl');
  }
}
