import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient, SessionView, SocketAnswer } from '#libs/contracts';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
  text: string;
}

export type ConsoleSocket = Socket<ServerToClient, ClientToServer>;

/** A person at a console or a program at the API: keeps the cookie, sends the CSRF token. */
export class ApiClient {
  cookie = '';
  csrfToken = '';
  session: SessionView | null = null;
  private readonly sockets: ConsoleSocket[] = [];

  constructor(readonly base: string) {}

  async signIn(email: string, password: string): Promise<SessionView> {
    const answer = await this.request<SessionView>('POST', '/api/v1/session', { email, password });
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${answer.text}`);
    this.cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
    this.csrfToken = answer.body.csrfToken;
    this.session = answer.body;
    return answer.body;
  }

  get<T = Record<string, unknown>>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.request<T>('GET', path, undefined, headers);
  }

  post<T = Record<string, unknown>>(
    path: string,
    body: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.request<T>('POST', path, body, headers);
  }

  put<T = Record<string, unknown>>(path: string, body: unknown): Promise<Answer<T>> {
    return this.request<T>('PUT', path, body);
  }

  delete<T = Record<string, unknown>>(path: string): Promise<Answer<T>> {
    return this.request<T>('DELETE', path);
  }

  async request<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      headers: {
        ...(this.cookie && { cookie: this.cookie }),
        ...(this.csrfToken && method !== 'GET' && { 'x-csrf-token': this.csrfToken }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson && text ? JSON.parse(text) : {}) as T,
    };
  }

  /** An open console socket; resolves when it is connected, rejects with the server's refusal. */
  connect(origin = this.base): Promise<ConsoleSocket> {
    const socket: ConsoleSocket = io(this.base, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: this.cookie, origin },
    });
    this.sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket));
      socket.once('connect_error', reject);
    });
  }

  close(): void {
    for (const socket of this.sockets) socket.disconnect();
  }
}

/** Sends a socket message and returns its data; throws with the code of an error answer. */
export const ask = async <T>(socket: ConsoleSocket, event: keyof ClientToServer, body: object): Promise<T> => {
  const answer = (await socket.timeout(5_000).emitWithAck(event, body as never)) as SocketAnswer<T>;
  if ('error' in answer) throw new Error(answer.error.code);
  return answer.data;
};

/** The next push of one kind that fits; fails after five seconds. */
export const nextPush = <Event extends keyof ServerToClient>(
  socket: ConsoleSocket,
  event: Event,
  fits: (...args: Parameters<ServerToClient[Event]>) => boolean = () => true,
): Promise<Parameters<ServerToClient[Event]>> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.off(event, listener as never);
      reject(new Error(`no push ${event} within 5 s`));
    }, 5_000);
    const listener = (...args: Parameters<ServerToClient[Event]>): void => {
      if (!fits(...args)) return;
      clearTimeout(timer);
      socket.off(event, listener as never);
      resolve(args);
    };
    socket.on(event, listener as never);
  });
