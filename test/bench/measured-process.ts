import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** `/proc` counts CPU in hundredths of a second (USER_HZ of every Linux). */
const TICK_MS = 10;

/** One of the product's own processes, as it is built, whose CPU and memory can be read. */
export class MeasuredProcess {
  private readonly child: ChildProcess;

  constructor(program: 'api' | 'worker' | 'standalone', environment: Record<string, string>) {
    this.child = spawn(process.execPath, [`dist/apps/${program}/src/main.js`], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
    });
  }

  /** CPU so far, in ms. */
  cpu(): number {
    return cpuOf(this.child.pid!).own;
  }

  /** Resident memory in MB. */
  memory(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.kill('SIGTERM');
    });
  }
}

/** CPU of PostgreSQL so far, in ms: the server with all its backends, those that have ended too. */
export const postgresCpu = (dataDir: string): number => {
  const [postmaster = ''] = readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n');
  const backends = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
  const { own, ended } = cpuOf(Number(postmaster));
  return backends.reduce((sum, pid) => sum + cpuOf(Number(pid)).own, own + ended);
};

/** A backend may end between being listed and being read: then the server has its CPU by the next reading. */
const cpuOf = (pid: number): { own: number; ended: number } => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').map(Number);
    return { own: (fields[11]! + fields[12]!) * TICK_MS, ended: (fields[13]! + fields[14]!) * TICK_MS };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && (error as NodeJS.ErrnoException).code !== 'ESRCH')
      throw error;
    return { own: 0, ended: 0 };
  }
};
