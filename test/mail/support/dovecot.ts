import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { freePort, listening } from '../../support/ports.js';

/** Whose files the mailboxes are; Debian's `nobody`. */
export const MAIL_UID = 65534;
export const MAIL_PASSWORD = 'correct-horse-battery';

/** A real Dovecot with its own configuration, on a port of its own. Every user exists, with one password. */
export class Dovecot {
  private process: ChildProcess | null = null;

  private constructor(
    readonly dir: string,
    readonly port: number,
    /** For TLS from the first byte; 0: no TLS at all. */
    readonly tlsPort: number,
  ) {}

  /** With `pem` (certificate and key) it offers STARTTLS on its port and TLS on another, on all addresses of this machine. */
  static async start(pem: string | null = null): Promise<Dovecot> {
    const dir = mkdtempSync(path.join(tmpdir(), 'madoguchi-dovecot-'));
    // The servers change to users of their own and must get through.
    chmodSync(dir, 0o755);
    for (const name of ['run', 'state', 'home']) mkdirSync(path.join(dir, name));
    chownSync(path.join(dir, 'home'), MAIL_UID, MAIL_UID);
    const dovecot = new Dovecot(dir, await freePort(), pem === null ? 0 : await freePort());
    if (pem !== null) dovecot.present(pem);
    writeFileSync(dovecot.config, configOf(dir, dovecot.port, dovecot.tlsPort));
    await dovecot.run();
    return dovecot;
  }

  /** The certificate that is shown from the next start on. */
  present(pem: string): void {
    writeFileSync(path.join(this.dir, 'server.pem'), pem, { mode: 0o600 });
  }

  get home(): string {
    return path.join(this.dir, 'home');
  }

  async run(): Promise<void> {
    this.process = spawn('dovecot', ['-F', '-c', this.config], { stdio: 'ignore', detached: true });
    await listening(this.port);
  }

  /** Ends all connections. Its helpers would serve theirs for ten seconds more when only the first process is asked to end. */
  async halt(): Promise<void> {
    const server = this.process;
    this.process = null;
    if (!server) return;
    const gone = once(server, 'exit');
    process.kill(-server.pid!, 'SIGTERM');
    await gone;
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Puts mails into a user's INBOX, unseen, as a delivery does. */
  async deliver(user: string, ...mails: (string | { raw: string | Buffer; at?: Date })[]): Promise<void> {
    await this.as(user, async (client) => {
      for (const mail of mails) {
        const { raw, at } = typeof mail === 'string' ? { raw: mail, at: undefined } : mail;
        await client.append('INBOX', Buffer.from(raw), [], at);
      }
    });
  }

  /** Each mail of a user, with headers as they are and the text decoded. */
  inbox(user: string): Promise<string[]> {
    return this.as(user, async (client) => {
      const folder = await client.mailboxOpen('INBOX', { readOnly: true });
      if (folder.exists === 0) return [];
      const mails = await client.fetchAll('1:*', { uid: true, source: true });
      return mails.map(({ source }) => readable(source?.toString('latin1') ?? ''));
    });
  }

  /** Flags of each mail in INBOX, by UID. */
  flags(user: string): Promise<string[][]> {
    return this.as(user, async (client) => {
      const folder = await client.mailboxOpen('INBOX', { readOnly: true });
      if (folder.exists === 0) return [];
      const mails = await client.fetchAll('1:*', { uid: true, flags: true });
      return mails.map(({ flags }) => [...(flags ?? [])]);
    });
  }

  /** All UIDs mean something else from now on, as after a restored backup. */
  changeUidValidity(user: string, value: number): void {
    this.admin('mailbox', 'update', '--uid-validity', String(value), '-u', user, 'INBOX');
  }

  /** How many connections the user has open. */
  connectionsOf(user: string): number {
    const lines = this.admin('-f', 'tab', 'who', user).split('\n').slice(1).filter(Boolean);
    return lines.reduce((sum, line) => sum + Number(line.split('\t')[1]), 0);
  }

  log(): string {
    return readFileSync(path.join(this.dir, 'dovecot.log'), 'utf8');
  }

  private admin(...args: string[]): string {
    return execFileSync('doveadm', ['-c', this.config, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  private async as<T>(user: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: this.port,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass: MAIL_PASSWORD },
      logger: false,
    });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  }

  private get config(): string {
    return path.join(this.dir, 'dovecot.conf');
  }
}

const readable = (raw: string): string => {
  const [head, body] = [raw.slice(0, raw.indexOf('\r\n\r\n')), raw.slice(raw.indexOf('\r\n\r\n') + 4)];
  const [, encoding] = /^Content-Transfer-Encoding: (\S+)/im.exec(head) ?? [];
  if (encoding === 'base64') return `${head}\n\n${Buffer.from(body, 'base64').toString('utf8')}`;
  if (encoding !== 'quoted-printable') return `${head}\n\n${Buffer.from(body, 'latin1').toString('utf8')}`;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
};

const configOf = (dir: string, port: number, tlsPort: number): string => `
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/dovecot.log
protocols = imap
listen = ${tlsPort === 0 ? '127.0.0.1' : '*'}
ssl = ${
  tlsPort === 0
    ? 'no'
    : `yes
ssl_cert = <${dir}/server.pem
ssl_key = <${dir}/server.pem`
}
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
passdb {
  driver = static
  args = password=${MAIL_PASSWORD}
}
userdb {
  driver = static
  args = uid=${MAIL_UID} gid=${MAIL_UID} home=${dir}/home/%u
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = ${tlsPort === 0 ? 'no' : 'yes'}
  }
  chroot =
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;
