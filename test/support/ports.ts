import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { until } from './until.js';

/** Below those that the system gives away by itself, so that no connection of anybody takes it before it is used. */
const [LOWEST, HIGHEST] = [15_000, 30_000];

/** A port of this machine that nobody listens on now. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue;
      throw error;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
};

/** Resolves when something listens there. */
export const listening = (port: number): Promise<boolean> =>
  until(`something listens on ${port}`, async () => {
    const socket = connect(port, '127.0.0.1');
    try {
      return await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
    } finally {
      socket.destroy();
    }
  });
