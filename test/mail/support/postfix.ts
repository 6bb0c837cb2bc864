import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MAIL_UID } from './dovecot.js';
import { freePort, listening } from '../../support/ports.js';

export interface PostfixOptions {
  /** Where local mailboxes lie: `<home>/<user>/Maildir`. */
  home: string;
  /** User → address of its mailbox. */
  users: Record<string, string>;
  /** Domain → port of this machine that takes its mail. */
  routes: Record<string, number>;
  /** Envelope sender → the header that is written on top of its mail, as a filter does. */
  says?: Record<string, string>;
  /** Under which name nobody outside may write results (RFC 8601, section 5), as a pattern. */
  strips?: string;
}

/** A real Postfix with its own configuration and queue, that knows no way but those given. */
export class Postfix {
  private constructor(
    private readonly dir: string,
    readonly port: number,
  ) {}

  static async start(options: PostfixOptions): Promise<Postfix> {
    const dir = mkdtempSync(path.join(tmpdir(), 'madoguchi-postfix-'));
    chmodSync(dir, 0o755);
    for (const name of ['etc', 'queue', 'data']) mkdirSync(path.join(dir, name));
    const owner = statSync('/var/lib/postfix');
    chownSync(path.join(dir, 'data'), owner.uid, owner.gid);
    const postfix = new Postfix(dir, await freePort());
    const { users, routes, says = {}, strips } = options;
    postfix.write('main.cf', mainOf(dir, options));
    postfix.write('master.cf', masterOf(postfix.port));
    postfix.write(
      'mailboxes',
      Object.entries(users)
        .map(([user, address]) => `${address} ${user}/Maildir/`)
        .join('\n'),
    );
    postfix.write(
      'transport',
      Object.entries(routes)
        .map(([domain, port]) => `${domain} smtp:[127.0.0.1]:${port}`)
        .join('\n'),
    );
    postfix.write(
      'says',
      Object.entries(says)
        .map(([sender, header]) => `${sender} PREPEND ${header}`)
        .join('\n'),
    );
    postfix.write('strip', strips ? `/^Authentication-Results: *${strips}/ IGNORE` : '');
    postfix.command('start');
    await listening(postfix.port);
    return postfix;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}?ignoreTLS=true`;
  }

  stop(): void {
    this.command('stop');
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** How many mails wait for another try. */
  waiting(): number {
    const lines = execFileSync('postqueue', ['-c', path.join(this.dir, 'etc'), '-j'], { encoding: 'utf8' });
    return lines.split('\n').filter((line) => line.includes('"deferred"')).length;
  }

  /** Tries at once what waits. */
  tryAgain(): void {
    execFileSync('postqueue', ['-c', path.join(this.dir, 'etc'), '-f'], { stdio: 'ignore' });
  }

  log(): string {
    return readFileSync(path.join(this.dir, 'mail.log'), 'utf8');
  }

  private command(name: 'start' | 'stop'): void {
    execFileSync('postfix', ['-c', path.join(this.dir, 'etc'), name], { stdio: 'ignore' });
  }

  private write(name: string, text: string): void {
    writeFileSync(path.join(this.dir, 'etc', name), `${text}\n`);
  }
}

const mainOf = (dir: string, { home, users, routes }: PostfixOptions): string => `
compatibility_level = 3.6
queue_directory = ${dir}/queue
data_directory = ${dir}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example.jp
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
virtual_mailbox_domains = ${[...new Set(Object.values(users).map((address) => address.split('@')[1]))].join(' ')}
virtual_mailbox_base = ${home}
virtual_mailbox_maps = texthash:${dir}/etc/mailboxes
virtual_uid_maps = static:${MAIL_UID}
virtual_gid_maps = static:${MAIL_UID}
virtual_minimum_uid = 1
transport_maps = texthash:${dir}/etc/transport
default_transport = error:no way out
relay_domains = ${Object.keys(routes).join(' ')}
smtpd_authorized_xclient_hosts = 127.0.0.0/8
smtpd_sender_restrictions = check_sender_access texthash:${dir}/etc/says
header_checks = regexp:${dir}/etc/strip
smtpd_recipient_restrictions = permit_mynetworks, permit_auth_destination, reject
smtpd_tls_security_level = none
smtp_tls_security_level = may
maillog_file = ${dir}/mail.log
maillog_file_prefixes = ${dir}`;

const masterOf = (port: number): string => `127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd`;
