import { createHash } from 'node:crypto';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type Type } from '@nestjs/common';
import { Server, type Socket as IoSocket } from 'socket.io';
import {
  type ClientToServer,
  errorMessage,
  type Language,
  type Permission,
  type ServerToClient,
  type SocketAnswer,
} from '#libs/contracts';
import { type Actor, ActorResolver } from '../auth/actor.js';
import { withContext } from '../auth/request-context.js';
import { sessionTokenOf } from '../auth/session-cookie.js';
import { Clock } from '../clock/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { newId } from '../database/ids.js';
import { TenantScope } from '../database/scope.js';
import { DomainError } from '../errors/domain-error.js';
import { knownError } from '../errors/known-error.js';
import { log } from '../http/log.js';
import { Metrics } from '../http/metrics.js';
import { checkedBody } from './message-body.js';
import type { RedisLink } from './redis-link.js';

export interface SocketState {
  userId: string;
  shortName: string;
  connectedAt: string;
  /** What features keep about this socket, visible to every process through the adapter. */
  presence?: { ticketId: string; tenantId: string; room: string; writing: boolean };
}
interface ProcessToProcess {
  /** The sender can be asked from now on. */
  joined: () => void;
}
type Io = Server<ClientToServer, ServerToClient, ProcessToProcess, SocketState>;
export type Socket = IoSocket<ClientToServer, ServerToClient, ProcessToProcess, SocketState>;

interface MessageHandler {
  permission: Permission;
  body: Type<object>;
  handle: (body: object, actor: Actor, socket: Socket) => Promise<unknown>;
}

const MAX_FRAME = 64 * 1024;
/** A console that has not taken this many packets is cut off; it comes back and catches up. */
const MAX_WAITING_PACKETS = 500;
const CHECK_MS = 5_000;
/** A process that does not answer within this is counted as away. */
const PEERS_ANSWER_MS = 1_000;

export const tenantRoom = (tenantId: string): string => `tenant:${tenantId}`;
export const shopRoom = (tenantId: string): string => `shop:${tenantId}`;
export const userRoom = (userId: string): string => `user:${userId}`;
export const permissionRoom = (permission: Permission): string => `may:${permission}`;
/** All on the floor who see exactly these tenants. */
const scopeRoom = (tenantIds: readonly string[]): string =>
  `scope:${createHash('sha256').update(tenantIds.toSorted().join()).digest('base64url')}`;

/**
 * The websocket door. Rooms are chosen by the server from the session's actor; a client cannot join any. Facts reach each
 * process through its own tail of the event log and go to its own sockets; what is only momentary (presence) goes through the
 * adapter, Redis streams where REDIS_URL is set.
 */
@Injectable()
export class Realtime {
  private io: Io | null = null;
  private link: RedisLink | null = null;
  private check: NodeJS.Timeout | null = null;
  /** Room of a scope → its tenants. */
  private readonly scopes = new Map<string, readonly string[]>();
  private readonly handlers = new Map<string, MessageHandler>();
  private readonly left: ((socket: Socket) => void)[] = [];
  private readonly joined: ((socket: Socket) => void)[] = [];
  private readonly peersChanged: (() => void)[] = [];
  /** Not in the sockets' state: that is told to other processes. */
  private readonly sessions = new WeakMap<Socket, { token: string; endsAt: Date }>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly actors: ActorResolver,
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** Declares a message, the permission that it asks for and the shape of its body. Runs in one transaction of the actor's scope. */
  on<Body extends object>(
    event: keyof ClientToServer,
    permission: Permission,
    body: Type<Body>,
    handle: (body: Body, actor: Actor, socket: Socket) => Promise<unknown>,
  ): void {
    if (this.handlers.has(event)) throw new Error(`two handlers for the message ${event}`);
    this.handlers.set(event, { permission, body, handle: handle as MessageHandler['handle'] });
  }

  onJoin(listener: (socket: Socket) => void): void {
    this.joined.push(listener);
  }

  onLeave(listener: (socket: Socket) => void): void {
    this.left.push(listener);
  }

  /** Another process has come or gone, or the way to it: who was seen there may not be there any more. */
  onPeersChange(listener: () => void): void {
    this.peersChanged.push(listener);
  }

  async attach(server: HttpServer): Promise<void> {
    const io: Io = new Server(server, {
      transports: ['websocket'],
      maxHttpBufferSize: MAX_FRAME,
      serveClient: false,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      allowRequest: (request, decide) => {
        const isOwn = this.isOwnOrigin(request);
        // Said here: engine.io answers every refused handshake with 400.
        if (!isOwn) request.socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        decide(isOwn ? null : 'origin', isOwn);
      },
    });
    if (this.config.redisUrl) await this.join(io, this.config.redisUrl);
    io.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(refusal(error)),
      );
    });
    io.on('connection', (socket) => this.connected(socket));
    this.io = io;
    this.check = setInterval(() => {
      this.endExpired();
      this.dropSlowSockets();
    }, CHECK_MS);
  }

  async close(): Promise<void> {
    if (this.check) clearInterval(this.check);
    await this.io?.close();
    this.io = null;
    await this.link?.close();
    this.link = null;
  }

  /** To the sockets of this process; used by what every process reads from the event log itself. */
  here(room: string) {
    return this.io?.local.to(room) ?? null;
  }

  /** The scopes of this process's sockets on the floor: what concerns many tenants is one packet for each, not one for each tenant. */
  scopesHere() {
    const rooms = this.io?.of('/').adapter.rooms;
    for (const room of this.scopes.keys()) if (!rooms?.has(room)) this.scopes.delete(room);
    return [...this.scopes].map(([room, tenantIds]) => ({ tenantIds, to: this.here(room) }));
  }

  /** To the sockets of all processes that can be reached. */
  everywhere(room: string) {
    return this.link?.isUp ? (this.io?.to(room) ?? null) : this.here(room);
  }

  /** The people behind all sockets in a room, in every process that can be reached; never fails, and never waits long. */
  async statesIn(room: string): Promise<SocketState[]> {
    const { io, link } = this;
    if (!io) return [];
    if (link?.isUp) {
      const slow = new AbortController();
      const late = pause(PEERS_ANSWER_MS, null, { ref: false, signal: slow.signal }).catch(() => null);
      const all = io.in(room).timeout(PEERS_ANSWER_MS).fetchSockets();
      const sockets = await Promise.race([all.catch(() => null), late]).finally(() => slow.abort());
      if (sockets) return sockets.map((socket) => socket.data);
    }
    // Not `io.local`: its answer too waits for Redis.
    return [...io.of('/').sockets.values()].filter(({ rooms }) => rooms.has(room)).map((socket) => socket.data);
  }

  /** Says why, then cuts the sockets of a room in this process; the console signs in or connects again with its present rights. */
  end(room: string, code: 'signed_out' | 'revoked' | 'rights_changed'): void {
    this.io?.local.to(room).emit('session.ended', { code });
    this.io?.local.in(room).disconnectSockets(true);
  }

  get socketCount(): number {
    return this.io?.of('/').sockets.size ?? 0;
  }

  private async join(io: Io, redisUrl: string): Promise<void> {
    // Loaded only here: most desks have no Redis, and its client is some seven hundred modules.
    const { RedisLink } = await import('./redis-link.js');
    const link = new RedisLink(redisUrl, {
      changed: () => this.peersChanged.forEach((listener) => listener()),
      joined: () => io.serverSideEmit('joined'),
    });
    io.adapter(link.adapter);
    io.on('joined', () => link.lookAgain());
    this.link = link;
  }

  /** Browsers always send Origin with a websocket; one that is missing or foreign is refused before any session is looked at. */
  private isOwnOrigin(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (!origin || !URL.canParse(origin)) return false;
    return (
      origin === new URL(this.config.publicUrl).origin || origin === `http://${host}` || origin === `https://${host}`
    );
  }

  private async admit(socket: Socket): Promise<void> {
    const token = sessionTokenOf(socket.handshake.headers.cookie);
    const actor = token === null ? null : await this.actors.actorOfToken(token);
    if (token === null || !actor) throw new DomainError('session.required');
    this.sessions.set(socket, { token, endsAt: actor.sessionEndsAt });
    // The handshake is told to other processes along with the state.
    delete socket.handshake.headers.cookie;
    socket.data = {
      userId: actor.userId,
      shortName: actor.shortName,
      connectedAt: new Date().toISOString(),
    };
    const rooms = actor.tenantIds.map(actor.isShop ? shopRoom : tenantRoom);
    await socket.join([...rooms, userRoom(actor.userId), `session:${actor.sessionKey}`]);
    await socket.join(actor.permissions.map(permissionRoom));
    if (actor.isShop) return;
    const scope = scopeRoom(actor.tenantIds);
    await socket.join(scope);
    this.scopes.set(scope, actor.tenantIds);
  }

  private connected(socket: Socket): void {
    this.metrics.sockets.inc();
    for (const listener of this.joined) listener(socket);
    socket.onAny((event: string, ...rest: unknown[]) => {
      const ack = rest.at(-1);
      if (typeof ack !== 'function') return;
      void this.answer(socket, event, rest[0]).then((answer) => (ack as (answer: unknown) => void)(answer));
    });
    socket.on('disconnect', () => {
      this.metrics.sockets.dec();
      for (const listener of this.left) listener(socket);
    });
  }

  private async answer(socket: Socket, event: string, given: unknown): Promise<SocketAnswer<unknown>> {
    const requestId = newId();
    let language: Language = 'ja';
    try {
      const actor = await this.actors.actorOfToken(this.sessions.get(socket)?.token ?? '');
      language = actor?.language ?? language;
      const handler = this.handlers.get(event);
      if (!handler) throw new DomainError('not_found');
      if (!actor) throw new DomainError('session.required');
      if (!actor.permissions.includes(handler.permission)) throw new DomainError('permission.denied');
      const body = await checkedBody(handler.body, given);
      const data = await withContext({ requestId, language, actor }, () =>
        this.database.transaction(TenantScope.of(...actor.tenantIds), () => handler.handle(body, actor, socket)),
      );
      return { data };
    } catch (error) {
      const known = knownError(error);
      if (known.status >= 500) log.error({ err: error, requestId, event }, 'a socket message failed');
      return { error: { code: known.code, message: errorMessage(known.code, language, known.details) } };
    }
  }

  /** Whoever only looks asks for nothing: the session's time is watched here. */
  private endExpired(): void {
    const now = this.clock.now();
    for (const socket of this.io?.of('/').sockets.values() ?? []) {
      const session = this.sessions.get(socket);
      if (!session || session.endsAt > now) continue;
      socket.emit('session.ended', { code: 'expired' });
      socket.disconnect(true);
    }
  }

  private dropSlowSockets(): void {
    for (const socket of this.io?.of('/').sockets.values() ?? []) {
      const { writeBuffer } = socket.conn as unknown as { writeBuffer: unknown[] };
      if (writeBuffer.length > MAX_WAITING_PACKETS) socket.disconnect(true);
    }
  }
}

const refusal = (error: unknown): Error =>
  Object.assign(new Error(error instanceof DomainError ? error.code : 'internal'), {
    data: { code: error instanceof DomainError ? error.code : 'internal' },
  });
