import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { until } from '../../support/until.js';

/** A port of this machine that nobody listens on now. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
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
