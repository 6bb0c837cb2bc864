import cookie from '@fastify/cookie';

/** `__Host-` binds the cookie to this host and to HTTPS; browsers refuse it over plain HTTP, where a laptop's desk runs. */
export const sessionCookieName = (secure: boolean): string => (secure ? '__Host-madoguchi' : 'madoguchi');

const NAMES = [sessionCookieName(true), sessionCookieName(false)];

/** The session token in a Cookie header, or null. */
export const sessionTokenOf = (header: string | undefined): string | null => {
  if (!header) return null;
  const cookies = cookie.parse(header);
  for (const name of NAMES) {
    const token = cookies[name];
    if (token && /^[A-Za-z0-9_-]{43}$/.test(token)) return token;
  }
  return null;
};

/** The Set-Cookie value that carries a session token, or (null) ends it. */
export const sessionCookie = (token: string | null, secure: boolean, maxAgeSeconds: number): string =>
  cookie.serialize(sessionCookieName(secure), token ?? '', {
    httpOnly: true,
    secure,
    sameSite: 'strict',
    path: '/',
    maxAge: token === null ? 0 : maxAgeSeconds,
  });
