import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A cable to a server of this machine that can be cut, at once or after so many bytes have come through. */
export class Cable {
  private readonly sockets = new Set<Socket>();
  private cutAfter = Infinity;
  private through = 0;
  /** How many connections were opened over it so far. */
  connections = 0;
  cuts = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(port: number): Promise<Cable> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const cable = new Cable(server, (server.address() as AddressInfo).port);
    server.on('connection', (socket) => cable.join(socket, port));
    return cable;
  }

  /** Cuts when this many more bytes have come from the server. */
  cutIn(bytes: number): void {
    this.through = 0;
    this.cutAfter = bytes;
  }

  cut(): void {
    this.cuts += 1;
    for (const socket of this.sockets) socket.destroy();
  }

  /** Nothing comes through any more on the connections that are open now, and nobody is told: the far end is gone without a word. */
  freeze(): void {
    for (const socket of this.sockets) socket.pause().removeAllListeners('data').unpipe();
  }

  async remove(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(near: Socket, port: number): void {
    this.connections += 1;
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        (socket === near ? far : near).destroy();
      });
    }
    near.pipe(far);
    far.on('data', (bytes: Buffer) => {
      this.through += bytes.length;
      near.write(bytes);
      if (this.through < this.cutAfter) return;
      this.cutAfter = Infinity;
      this.cut();
    });
  }
}
