import { once } from 'node:events';
import { connect, isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import { log } from '#libs/platform';
import type { ImapSettings } from '../intake/mailboxes.repository.js';
import { addressOfMailHost, isLoopback } from './mail-host.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** Longer than the pause between two looks; whatever is silent for longer is gone. */
const SILENCE_MS = 90_000;

/**
 * Signs in to an IMAP server. TLS always, by STARTTLS where the port begins without, except to this machine itself. The caller
 * closes the connection.
 */
export const connectImap = async (
  settings: ImapSettings,
  password: string,
  onEncrypted?: () => void,
): Promise<ImapFlow> => {
  const address = await addressOfMailHost(settings.host);
  const client = new ImapFlow({
    host: address,
    ...(isIP(settings.host) === 0 && { servername: settings.host }),
    port: settings.port,
    secure: settings.secure,
    ...(!settings.secure && !isLoopback(address) && { doSTARTTLS: true }),
    ...(!settings.secure && isLoopback(address) && { doSTARTTLS: false }),
    auth: { user: settings.user, pass: password },
    logger: false,
    emitLogs: onEncrypted !== undefined,
    disableAutoIdle: true,
    disableAutoEnable: true,
    clientInfo: { name: 'Madoguchi' },
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    maxLineLength: 4 * 1024 * 1024,
    maxLiteralSize: 32 * 1024 * 1024,
    maxResponseSize: 64 * 1024 * 1024,
  });
  // Every fault reaches us by the command that it hits; an 'error' that nobody hears would end the process.
  client.on('error', (error) => log.debug({ code: (error as { code?: string }).code }, 'an IMAP connection broke'));
  // It says nothing of its own when the line is encrypted; the first that it logs from then on tells.
  client.on('log', () => {
    if (client.tls) onEncrypted?.();
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
};

/** Whether TLS stands between us and this server. */
export const needsTls = async ({ host, secure }: ImapSettings): Promise<boolean> =>
  secure || !isLoopback(await addressOfMailHost(host));

/** Reaches the server and hangs up. */
export const reachImap = async ({ host, port }: ImapSettings): Promise<void> => {
  const socket = connect({ host: await addressOfMailHost(host), port });
  const timer = setTimeout(
    () => socket.destroy(Object.assign(new Error('the mail server does not answer'), { code: 'CONNECT_TIMEOUT' })),
    CONNECT_TIMEOUT_MS,
  );
  try {
    await once(socket, 'connect');
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
};

/** Runs one exchange; a server that does not answer in time loses the connection, and with it the exchange. */
export const answeredWithin = async <T>(
  client: ImapFlow,
  milliseconds: number,
  exchange: () => Promise<T>,
): Promise<T> => {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    client.close();
  }, milliseconds);
  try {
    return await exchange();
  } catch (error) {
    throw late
      ? Object.assign(new Error('the mail server did not answer in time', { cause: error }), { code: 'ETIMEOUT' })
      : error;
  } finally {
    clearTimeout(timer);
  }
};
