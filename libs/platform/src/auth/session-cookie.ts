/** `__Host-` binds the cookie to this host and to HTTPS; browsers refuse it over plain HTTP, where a laptop's desk runs. */
const sessionCookieName = (secure: boolean): string => (secure ? '__Host-madoguchi' : 'madoguchi');

const NAMES = [sessionCookieName(true), sessionCookieName(false)];

/** The session token in a Cookie header, or null. A token is 43 base64url characters, so that nothing needs decoding. */
export const sessionTokenOf = (header: string | undefined): string | null => {
  for (const pair of header?.split(';') ?? []) {
    const [name, token] = pair.trim().split('=', 2);
    if (name && token && NAMES.includes(name) && /^[A-Za-z0-9_-]{43}$/.test(token)) return token;
  }
  return null;
};

/** The Set-Cookie value that carries a session token, or (null) ends it. */
export const sessionCookie = (token: string | null, secure: boolean, maxAgeSeconds: number): string =>
  [
    `${sessionCookieName(secure)}=${token ?? ''}`,
    `Max-Age=${token === null ? 0 : maxAgeSeconds}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
  ].join('; ');
