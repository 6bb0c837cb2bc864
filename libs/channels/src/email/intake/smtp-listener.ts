import { Inject, Injectable } from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { emailKeyOf } from '#libs/desk';
import { CONFIG, type Config, Database, log, TenantScope } from '#libs/platform';
import { listenerCertificate } from './listener-certificate.js';
import { type MailboxKey, MailboxesRepository } from './mailboxes.repository.js';
import { MailIntake } from './mail-intake.service.js';
import { SmtpLimits } from './smtp-limits.js';

export const MAX_MAIL_BYTES = 25 * 1024 * 1024;
const MAX_RECIPIENTS = 50;
const SOCKET_TIMEOUT_MS = 60_000;

const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

/** 421 also hangs up. */
const putOff = (words: string | null): Error | null => (words === null ? null : refusal(421, words));

/**
 * Takes mail for the desks' addresses. 250 is answered when the raw mail is committed, and not before; while the database is
 * away the sender is told to come again (451).
 */
@Injectable()
export class SmtpListener {
  private server: SMTPServer | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly mailboxes: MailboxesRepository,
    private readonly intake: MailIntake,
    private readonly limits: SmtpLimits,
  ) {}

  get listening(): boolean {
    return this.server?.server.listening ?? false;
  }

  /** The port that it listens on; another than asked for when that was 0. */
  get port(): number {
    const address = this.server?.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      name: new URL(this.config.publicUrl).hostname,
      banner: 'Madoguchi',
      size: MAX_MAIL_BYTES,
      // Carriers gave out addresses with dots where the RFC has none; their owners write to us all the same.
      lenientAddressParsing: true,
      disabledCommands: ['AUTH'],
      disableReverseLookup: true,
      socketTimeout: SOCKET_TIMEOUT_MS,
      closeTimeout: 5_000,
      maxClients: 200,
      ...(await listenerCertificate(this.config)),
      onConnect: (session, done) => done(putOff(this.limits.connection(session.remoteAddress, this.clients))),
      onMailFrom: (_sender, session, done) => done(putOff(this.limits.mail(session.remoteAddress))),
      onRcptTo: ({ address }, session, done) => void this.recipient(address, session).then((error) => done(error)),
      onData: (stream, session, done) => void this.take(stream, session).then((error) => done(error)),
    });
    server.on('error', (error) => log.warn({ err: error }, 'a mail connection broke'));
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(this.config.smtpPort, this.config.host, () => {
        server.server.off('error', reject);
        resolve();
      });
    });
    this.server = server;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** The addresses of all clients that are connected. */
  private get clients(): string[] {
    return [...(this.server?.connections ?? [])].map(({ remoteAddress }) => remoteAddress);
  }

  private async recipient(address: string, session: SMTPServerSession): Promise<Error | null> {
    if (session.envelope.rcptTo.length >= MAX_RECIPIENTS) return refusal(452, 'Too many recipients');
    try {
      if (await this.find(address)) return null;
      return putOff(this.limits.refusal(session.remoteAddress)) ?? refusal(550, 'There is no such desk');
    } catch (error) {
      log.warn({ err: error }, 'a recipient could not be looked up');
      return refusal(451, 'Please try again later');
    }
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> {
    const raw = await wholeOf(stream);
    if (raw === null) return refusal(552, 'The mail is larger than 25 MB');
    try {
      for (const { address } of session.envelope.rcptTo) {
        const mailbox = await this.find(address);
        if (!mailbox) continue;
        await this.database.transaction(TenantScope.of(mailbox.tenantId), () =>
          this.intake.keep(mailbox, {
            source: 'smtp',
            raw,
            uid: null,
            uidValidity: null,
            envelopeFrom: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
            remoteAddress: session.remoteAddress,
            helo: session.hostNameAppearsAs,
          }),
        );
      }
      return null;
    } catch (error) {
      log.warn({ err: error }, 'a mail could not be kept');
      return refusal(451, 'Please try again later');
    }
  }

  /** Quoted and unquoted spellings of one local part are the same mailbox. */
  private find(address: string): Promise<MailboxKey | null> {
    const key = emailKeyOf(address.replace(/^"(.*)"@/, '$1@')) ?? '';
    return this.database.transaction(TenantScope.nothing, () => this.mailboxes.ofAddress(key));
  }
}

/** The whole mail, or null when it is too large; the rest of a too large one is read and thrown away. */
const wholeOf = async (stream: SMTPServerDataStream): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_MAIL_BYTES) chunks.push(chunk);
  }
  return size > MAX_MAIL_BYTES || stream.sizeExceeded ? null : Buffer.concat(chunks);
};
