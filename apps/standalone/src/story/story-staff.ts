import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ErrorBody, Language, ServerToClient, SessionView } from '#libs/contracts';

const TIMEOUT_MS = 15_000;

interface Credentials {
  email: string;
  password: string;
}

/** An answer of the desk that says no. */
class Refused extends Error {
  constructor(
    what: string,
    readonly body: ErrorBody,
  ) {
    super(`${what}: ${body.message}`);
  }
}

/** Someone who signs in: talks to the API as the console does, and listens on its socket. */
export class StoryStaff {
  private socket: Socket<ServerToClient, ClientToServer> | null = null;

  private constructor(
    private readonly base: string,
    private readonly language: Language,
    private readonly cookie: string,
    readonly session: SessionView,
  ) {}

  static async signIn(base: string, { email, password }: Credentials, language: Language = 'en'): Promise<StoryStaff> {
    const response = await fetch(`${base}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`the sign-in of ${email} answered ${response.status}`);
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return new StoryStaff(base, language, cookie, (await response.json()) as SessionView);
  }

  get<T>(path: string): Promise<T> {
    return this.request<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.request<T>('POST', path, body);
  }

  /** Why the desk refuses this; throws when it does not. */
  async refusal(path: string, body: object = {}): Promise<ErrorBody> {
    try {
      await this.post(path, body);
    } catch (error) {
      if (error instanceof Refused) return error.body;
      throw error;
    }
    throw new Error(`POST ${path} was not refused`);
  }

  /** The status of an answer, for what must not be seen. */
  async status(path: string): Promise<number> {
    const response = await fetch(`${this.base}/api/v1/${path}`, { headers: { cookie: this.cookie } });
    await response.arrayBuffer();
    return response.status;
  }

  async listen(): Promise<void> {
    const socket: Socket<ServerToClient, ClientToServer> = io(this.base, {
      transports: ['websocket'],
      extraHeaders: { cookie: this.cookie, origin: this.base },
    });
    this.socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('connect_error', reject);
    });
  }

  /** The next pushed batch that fits. */
  pushed(
    fits: (batch: Parameters<ServerToClient['tickets.changed']>[0]) => boolean,
  ): Promise<Parameters<ServerToClient['tickets.changed']>[0]> {
    const { socket } = this;
    if (!socket) throw new Error('nobody listens');
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no push came')), TIMEOUT_MS);
      const listener: ServerToClient['tickets.changed'] = (batch) => {
        if (!fits(batch)) return;
        clearTimeout(timer);
        socket.off('tickets.changed', listener);
        resolve(batch);
      };
      socket.on('tickets.changed', listener);
    });
  }

  leave(): void {
    this.socket?.disconnect();
  }

  private async request<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.base}/api/v1/${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        'accept-language': this.language,
        ...(body && { 'content-type': 'application/json', 'x-csrf-token': this.session.csrfToken }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = (await response.json()) as T | ErrorBody;
    if (!response.ok) throw new Refused(`${method} ${path} answered ${response.status}`, answer as ErrorBody);
    return answer as T;
  }
}
