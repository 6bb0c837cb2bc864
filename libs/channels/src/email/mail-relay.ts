import { Transform } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import nodemailer from 'nodemailer';
import { CONFIG, type Config } from '#libs/platform';
import type { OutgoingMail } from './compose-mail.js';

/** What became of one try. `unknown`: the relay had the whole text and never said yes or no. */
export type RelayAnswer =
  { kind: 'sent' } | { kind: 'deferred' | 'failed' | 'unknown'; reason: string; code: number | null };

/** Commands whose 5xx speaks about this mail; a 5xx to anything else (greeting, login) speaks about the relay. */
const ABOUT_THE_MAIL = /^(?:MAIL FROM|RCPT TO|DATA)/;
const MAX_REASON = 200;

/** The configured SMTP relay. Every wait has an end. */
@Injectable()
export class MailRelay {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'smtpRelayUrl'>) {}

  get isConfigured(): boolean {
    return this.config.smtpRelayUrl !== null;
  }

  async send(mail: OutgoingMail): Promise<RelayAnswer> {
    let textSent = false;
    const transport = nodemailer.createTransport({
      url: this.config.smtpRelayUrl ?? '',
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      dnsTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    transport.use('stream', (message, done) => {
      message.message.transform(() => watchEnd(() => (textSent = true)));
      done();
    });
    try {
      await transport.sendMail(nodemailerMessage(mail));
      return { kind: 'sent' };
    } catch (error) {
      return answerOf(error as RelayError, textSent);
    } finally {
      transport.close();
    }
  }
}

/** Addresses are objects, never texts to be parsed: what looks like a second recipient stays inside the first. */
const nodemailerMessage = (mail: OutgoingMail) => ({
  messageId: mail.messageId,
  from: mail.from,
  to: { name: '', address: mail.to },
  replyTo: { name: '', address: mail.from.address },
  envelope: { from: mail.envelopeFrom, to: [mail.to] },
  subject: mail.subject,
  text: mail.text,
  references: [...mail.references],
  inReplyTo: mail.references.at(-1),
  headers: mail.headers,
});

interface RelayError {
  message?: string;
  response?: string;
  responseCode?: number;
  command?: string;
}

const answerOf = (error: RelayError, textSent: boolean): RelayAnswer => {
  const code = error.responseCode ?? null;
  const reason = shortened(error.response || error.message || 'no answer');
  if (code === null && textSent) return { kind: 'unknown', reason, code };
  const forGood = code !== null && code >= 500 && ABOUT_THE_MAIL.test(error.command ?? '');
  return { kind: forGood ? 'failed' : 'deferred', reason, code };
};

/** One line in the relay's words, without addresses. */
const shortened = (reason: string): string =>
  reason
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[^\s<>"]+@[^\s<>",;]+/g, '…')
    .trim()
    .slice(0, MAX_REASON);

const watchEnd = (ended: () => void): Transform =>
  new Transform({
    transform: (chunk, _encoding, done) => done(null, chunk),
    flush: (done) => {
      ended();
      done();
    },
  });
