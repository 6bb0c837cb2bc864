import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  raw: string;
  /** Headers by lower-case name, unfolded, in order. */
  headers: [string, string][];
}

export type MailAnswer = 'take' | { code: number; text: string } | 'hang up' | 'hold';

/** A real SMTP server that keeps what it was given and answers as told. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** Mails that are here as a whole, and whose sender waits for an answer. */
  readonly held: ReceivedMail[] = [];
  /** Answers of the next mails, in order; after them everything is taken. */
  readonly answers: MailAnswer[] = [];
  private constructor(
    private readonly server: SMTPServer,
    readonly url: string,
  ) {}

  static async start(): Promise<MailServer> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      lenientAddressParsing: true,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('utf8');
          const answer = mail.answers.shift() ?? 'take';
          if (answer === 'hang up') {
            hangUp(session.remotePort);
            return;
          }
          const { mailFrom, rcptTo } = session.envelope;
          const given = {
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw,
            headers: headersOf(raw),
          };
          if (answer === 'hold') {
            mail.held.push(given);
            return;
          }
          if (answer !== 'take') {
            done(Object.assign(new Error(answer.text), { responseCode: answer.code }));
            return;
          }
          mail.received.push(given);
          done();
        });
      },
    });
    const sockets = new Set<Socket>();
    const hangUp = (port: number): void => {
      for (const socket of sockets) if (socket.remotePort === port) socket.destroy();
    };
    server.server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    server.on('error', () => {
      // A client that goes away in the middle is part of these tests.
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;
    const mail = new MailServer(server, `smtp://127.0.0.1:${port}`);
    return mail;
  }

  clear(): void {
    this.received.length = 0;
    this.held.length = 0;
    this.answers.length = 0;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

const headersOf = (raw: string): [string, string][] => {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return head.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
};

/** The values of one header. */
export const headerOf = (mail: ReceivedMail, name: string): string[] =>
  mail.headers.filter(([key]) => key === name).map(([, value]) => value);

/** The text of a mail of one part. */
export const textOfMail = (mail: ReceivedMail): string => {
  const body = mail.raw.slice(mail.raw.indexOf('\r\n\r\n') + 4);
  const [encoding] = headerOf(mail, 'content-transfer-encoding');
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};
