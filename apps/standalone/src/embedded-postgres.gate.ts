import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartFault } from '#libs/platform';

const STILL_STARTING = {
  ja: 'この DATA_DIR では、別の窓口が起動の途中で止まっています。それを終えてから、もう一度起動してください。',
  en: 'Another desk is starting on this DATA_DIR and does not get ready. Stop it and start again.',
};

/**
 * Runs `work` while no other process of this machine runs work under the same key. The lock is a listening local socket, which the
 * kernel takes back when its holder dies, so a kill -9 leaves nothing to clean up and no pid to misjudge.
 */
export async function alone<T>(key: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  const server = await hold(socketPath(key), Date.now() + patienceMs);
  try {
    return await work();
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

function socketPath(key: string): string {
  const name = `madoguchi-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return path.join(os.tmpdir(), `${name}.sock`);
}

async function hold(socket: string, deadline: number): Promise<net.Server> {
  for (;;) {
    const server = await listen(socket);
    if (server) return server;
    if (Date.now() > deadline) throw new StartFault(STILL_STARTING);
    // Where sockets are files (neither Linux nor Windows), a dead holder leaves one behind that nobody answers.
    if (socket.startsWith('/') && !(await answers(socket))) await rm(socket, { force: true });
    await pause(50);
  }
}

function listen(socket: string): Promise<net.Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((connection) => connection.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(socket, () => resolve(server));
  });
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = net.connect(socket);
    client.once('connect', () => resolve(true)).once('error', () => resolve(false));
    client.once('close', () => client.destroy());
    client.unref();
  });
}
