import { errorMessage, ERRORS, type ErrorBody, type ErrorCode, type Language } from '#libs/contracts';
import { learnServerTime } from './server-clock.js';

const TIMEOUT_MS = 15_000;
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** What went wrong with a request, in the terms of the contract. `status` 0: the server was not reached or did not answer in time. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly status: number,
    readonly details: Record<string, unknown>,
    readonly requestId: string | null,
  ) {
    super(code);
    this.name = 'ApiError';
  }

  /** The sentence for a person, in the language of the screen. */
  sentence(language: Language): string {
    return errorMessage(this.code, language, this.details);
  }
}

/** For what is asked again at the next connection: a failure of the request is no failure of the screen. */
export const unlessUnreached = (error: unknown): null => {
  if (!(error instanceof ApiError)) throw error;
  return null;
};

let csrfToken: string | null = null;
let onSessionLost: (() => void) | null = null;

/** The token of the present session, sent with every request that changes something. */
export const setCsrfToken = (token: string | null): void => {
  csrfToken = token;
};

/** Called when the server no longer knows the session. */
export const whenSessionIsLost = (listener: () => void): void => {
  onSessionLost = listener;
};

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERRORS, code);

const toApiError = async (response: Response): Promise<ApiError> => {
  const fallback: ErrorCode =
    response.status === 404 ? 'not_found' : response.status >= 502 ? 'unavailable' : 'internal';
  const text = await response.text();
  try {
    const body = JSON.parse(text) as Partial<ErrorBody>;
    const code = isErrorCode(body.code) ? body.code : fallback;
    return new ApiError(code, response.status, body.details ?? {}, body.requestId ?? null);
  } catch (error) {
    // A proxy's HTML page is no answer of ours: the status decides.
    if (error instanceof SyntaxError) return new ApiError(fallback, response.status, {}, null);
    throw error;
  }
};

export interface RequestOptions {
  query?: Record<string, string | number | null | undefined>;
  body?: unknown;
  signal?: AbortSignal;
  /** For what takes the server longer than an ordinary answer. */
  timeoutMs?: number;
}

const withQuery = (path: string, query: RequestOptions['query']): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
};

const send = async <T>(
  method: string,
  path: string,
  { query, body, signal, timeoutMs = TIMEOUT_MS }: RequestOptions,
): Promise<T> => {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
  };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (UNSAFE.has(method) && csrfToken) headers['x-csrf-token'] = csrfToken;
  const timeout = AbortSignal.timeout(timeoutMs);
  const sentAt = performance.now();
  let response: Response;
  try {
    response = await fetch(withQuery(`/api/v1/${path}`, query), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('unavailable', 0, {}, null);
  }
  learnServerTime(response.headers.get('x-server-time'), sentAt, performance.now());
  if (!response.ok) {
    const failure = await toApiError(response);
    if (failure.code === 'session.required') onSessionLost?.();
    throw failure;
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
};

/** Requests to `/api/v1/<path>`; every failure is an ApiError. */
export const api = {
  get: <T>(path: string, options: RequestOptions = {}) => send<T>('GET', path, options),
  post: <T>(path: string, body: unknown = {}, options: RequestOptions = {}) =>
    send<T>('POST', path, { ...options, body }),
  put: <T>(path: string, body: unknown, options: RequestOptions = {}) => send<T>('PUT', path, { ...options, body }),
  delete: <T = void>(path: string, options: RequestOptions = {}) => send<T>('DELETE', path, options),
};
