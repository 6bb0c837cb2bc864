import { useSyncExternalStore } from 'react';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient, SocketAnswer } from '#libs/contracts';
import { serverNow } from './server-clock.js';

/** Why the server ended the session, or cut it to give it other rights. */
export type EndCode = Parameters<ServerToClient['session.ended']>[0]['code'];

export type DeskSocket = Socket<ServerToClient, ClientToServer>;

/** `since`: when the last news arrived, in milliseconds; null while connected. */
export interface Connection {
  state: 'connected' | 'reconnecting' | 'cut';
  since: number | null;
}

/** After this long without a connection the screen says 切断 and stops what needs the server. */
const CUT_AFTER_MS = 15_000;
const ACK_TIMEOUT_MS = 10_000;

const socket: DeskSocket = io({
  path: '/socket.io',
  transports: ['websocket'],
  autoConnect: false,
  reconnectionDelay: 500,
  reconnectionDelayMax: 4_000,
});

let connection: Connection = { state: 'reconnecting', since: null };
let cutTimer: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();

const show = (next: Connection) => {
  connection = next;
  for (const watcher of watchers) watcher();
};

const lost = (now: boolean) => {
  if (connection.state === 'cut') return;
  const since = connection.since ?? serverNow();
  show({ state: now ? 'cut' : 'reconnecting', since });
  clearTimeout(cutTimer);
  if (!now) cutTimer = setTimeout(() => show({ state: 'cut', since }), CUT_AFTER_MS);
};

socket.on('connect', () => {
  clearTimeout(cutTimer);
  show({ state: 'connected', since: null });
});
socket.on('disconnect', (reason) => {
  lost(!navigator.onLine);
  // socket.io does not try again by itself when it was the server that closed.
  if (reason === 'io server disconnect') connectLater();
});
socket.on('connect_error', (error) => {
  lost(!navigator.onLine);
  if ((error as RefusedConnection).data?.code === 'session.required' && !ended) whenEnded?.();
  // Nor where it was the server that refused.
  else if (!socket.active) connectLater();
});

/** As the server refuses a connection: with a code of the contract. */
type RefusedConnection = Error & { data?: { code?: string } };

let ended = true;
let whenEnded: ((code?: EndCode) => void) | null = null;
const connectLater = () => !ended && setTimeout(() => !ended && socket.connect(), 1_000);
socket.on('session.ended', ({ code }) => {
  ended = true;
  socket.disconnect();
  whenEnded?.(code);
});

window.addEventListener('offline', () => {
  if (ended) return;
  socket.disconnect();
  lost(true);
});
window.addEventListener('online', () => {
  if (!ended) socket.connect();
});

/** Opens the one socket of this tab; `onEnd` is called when the server ends the session. */
export const openSocket = (onEnd: (code?: EndCode) => void): void => {
  whenEnded = onEnd;
  ended = false;
  if (!socket.connected) socket.connect();
};

/** Signed out, or the session was lost: whatever happens now was wanted, or leads back here. */
export const isClosed = (): boolean => ended;

export const closeSocket = (): void => {
  ended = true;
  clearTimeout(cutTimer);
  socket.disconnect();
  show({ state: 'reconnecting', since: null });
};

/** Listens to one kind of push; the returned function stops it. */
export const onPush = <E extends keyof ServerToClient>(event: E, listener: ServerToClient[E]): (() => void) => {
  // The overloads of socket.io cannot follow a generic event name; the pair is checked by this function's own signature.
  const emitter = socket as unknown as { on(e: string, l: unknown): void; off(e: string, l: unknown): void };
  emitter.on(event, listener);
  return () => emitter.off(event, listener);
};

/** Calls back at every (re)connection, and at once when connected already. */
export const onConnected = (listener: () => void): (() => void) => {
  socket.on('connect', listener);
  if (socket.connected) listener();
  return () => {
    socket.off('connect', listener);
  };
};

type Answered<E extends keyof ClientToServer> =
  Parameters<Parameters<ClientToServer[E]>[1]>[0] extends SocketAnswer<infer T> ? T : never;

/** Asks the server over the socket; null when there is no connection or no answer in time. */
export const ask = async <E extends keyof ClientToServer>(
  event: E,
  request: Parameters<ClientToServer[E]>[0],
): Promise<Answered<E> | null> => {
  if (!socket.connected) return null;
  const emitter = socket.timeout(ACK_TIMEOUT_MS) as unknown as {
    emitWithAck(e: string, r: unknown): Promise<SocketAnswer<Answered<E>>>;
  };
  const answer = await emitter.emitWithAck(event, request).catch(() => null);
  return answer && 'data' in answer ? answer.data : null;
};

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
};

/** How the live connection stands. */
export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => connection);
