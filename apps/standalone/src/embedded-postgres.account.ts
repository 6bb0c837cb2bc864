import { execFile } from 'node:child_process';
import { type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartFault } from '#libs/platform';

const run = promisify(execFile);

/** The operating-system account that the PostgreSQL programs run as. */
export interface ServerAccount {
  /** Set only when we are root: PostgreSQL refuses to run as root. */
  ids?: { uid: number; gid: number };
  /** Puts in front of a program what it needs to run as this account. */
  command(program: string, args: string[]): { program: string; args: string[]; ids?: { uid: number; gid: number } };
}

/**
 * Chooses who runs PostgreSQL: ourselves, or as root the owner of the cluster, else the accounts "postgres" or "madoguchi" (made when
 * absent), else "nobody". That account must reach every path in `reach`; where it may not, it keeps the one capability that lets it.
 */
export async function chooseAccount(cluster: string, reach: string[]): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return { command: (program, args) => ({ program, args }) };
  const ids = await unprivileged(cluster);
  const closed = await firstClosed(reach, ids);
  if (!closed) return { ids, command: (program, args) => ({ program, args, ids }) };
  const capability = await readCapability();
  if (!capability) {
    throw new StartFault({
      ja:
        `PostgreSQL は root では動きません。代わりに動かす利用者（uid ${ids.uid}）が ${closed} に入れません。` +
        `「chmod o+x ${closed}」を実行するか、別の DATA_DIR を指定するか、一般の利用者で起動してください。`,
      en:
        `PostgreSQL cannot run as root, and the account that it runs as (uid ${ids.uid}) may not enter ${closed}. ` +
        `Run "chmod o+x ${closed}", or choose another DATA_DIR, or start as a normal user.`,
    });
  }
  const prefix = [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups'];
  // Without the secure bit access(2), by which initdb looks for its programs, leaves the capability out.
  const keep = [
    '--securebits=+no_setuid_fixup',
    `--inh-caps=-all,+${capability}`,
    `--ambient-caps=-all,+${capability}`,
  ];
  return { ids, command: (program, args) => ({ program: 'setpriv', args: [...prefix, ...keep, program, ...args] }) };
}

async function unprivileged(cluster: string): Promise<{ uid: number; gid: number }> {
  const owner = await found(cluster);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const existing = (await idsOf('postgres')) ?? (await idsOf('madoguchi'));
  if (existing) return existing;
  const nologin = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'madoguchi'];
  const made = await run('useradd', nologin).then(
    () => idsOf('madoguchi'),
    () => undefined,
  );
  const ids = made ?? (await idsOf('nobody'));
  if (!ids)
    throw new StartFault({
      ja: 'PostgreSQL は root では動きません。ほかの利用者がないので、作ってください: useradd --system postgres',
      en: 'PostgreSQL cannot run as root, and no other account exists. Add one: useradd --system postgres',
    });
  return ids;
}

async function idsOf(name: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function firstClosed(reach: string[], ids: { uid: number; gid: number }): Promise<string | undefined> {
  for (const target of reach) {
    for (let dir = path.resolve(target); ; dir = path.dirname(dir)) {
      const stats = await found(dir);
      if (stats?.isDirectory() && !mayEnter(stats, ids)) return dir;
      if (dir === path.dirname(dir)) break;
    }
  }
  return undefined;
}

function mayEnter(stats: Stats, { uid, gid }: { uid: number; gid: number }): boolean {
  if (stats.uid === uid) return (stats.mode & 0o100) !== 0;
  return (stats.mode & (stats.gid === gid ? 0o010 : 0o001)) !== 0;
}

/** Only reading is needed, but a container often grants the wider capability alone. Numbers: linux/capability.h. */
async function readCapability(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const works = await run('setpriv', ['--version']).then(
    () => true,
    () => false,
  );
  const held = /^CapEff:\s*([0-9a-f]+)$/m.exec(await readFile('/proc/self/status', 'utf8'))?.[1];
  if (!works || !held) return undefined;
  const has = (bit: bigint): boolean => (BigInt(`0x${held}`) & (1n << bit)) !== 0n;
  // Setting the secure bit needs CAP_SETPCAP.
  if (!has(8n)) return undefined;
  if (has(2n)) return 'dac_read_search';
  return has(1n) ? 'dac_override' : undefined;
}

async function found(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch {
    return undefined;
  }
}
