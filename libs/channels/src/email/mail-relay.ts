import { isIP } from 'node:net';
import { Transform } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import nodemailer, { type Transporter } from 'nodemailer';
import { CONFIG, type Config } from '#libs/platform';
import type { OutgoingMail } from './compose-mail.js';
import { addressOfMailHost, MailHostError } from './imap/mail-host.js';
import { isCarriedByIso2022Jp, japaneseMail } from './sending/japanese-mail.js';
import type { MailRoute } from './sending/mail-routes.js';
import { relayOf } from './sending/relay-url.js';

/** What became of one try. `unknown`: the relay had the whole text and never said yes or no. */
export type RelayAnswer =
  { kind: 'sent' } | { kind: 'deferred' | 'failed' | 'unknown'; reason: string; code: number | null };

/** Commands whose 5xx speaks about this mail; a 5xx to anything else (greeting, login) speaks about the relay. */
const ABOUT_THE_MAIL = /^(?:MAIL FROM|RCPT TO|DATA)/;
const MAX_REASON = 200;

/** Hands mail to an SMTP relay: the operator's, or a desk's own. Every wait has an end. */
@Injectable()
export class MailRelay {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'smtpRelayUrl'>) {}

  get isConfigured(): boolean {
    return this.config.smtpRelayUrl !== null;
  }

  /** Without a route the operator's relay is taken. */
  async send(mail: OutgoingMail, route: MailRoute | null = null): Promise<RelayAnswer> {
    let textSent = false;
    let transport: Transporter | null = null;
    try {
      transport = nodemailer.createTransport({
        ...(route?.isDesks ? await desksRelay(route.url) : { url: route?.url ?? this.config.smtpRelayUrl ?? '' }),
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        dnsTimeout: 10_000,
        socketTimeout: 30_000,
        disableFileAccess: true,
        disableUrlAccess: true,
        ...(route?.dkim && { dkim: route.dkim }),
      });
      transport.use('stream', (message, done) => {
        message.message.transform(() => watchEnd(() => (textSent = true)));
        done();
      });
      await transport.sendMail(this.message(mail));
      return { kind: 'sent' };
    } catch (error) {
      return error instanceof MailHostError
        ? { kind: error.reason === 'host_refused' ? 'failed' : 'deferred', reason: error.reason, code: null }
        : answerOf(error as RelayError, textSent);
    } finally {
      transport?.close();
    }
  }

  /** A mail that must be in ISO-2022-JP goes in UTF-8 where the desk's own name or signature has other characters: none is lost. */
  private message(mail: OutgoingMail) {
    if (mail.charset !== 'iso-2022-jp' || !isCarriedByIso2022Jp(mail)) return nodemailerMessage(mail);
    return {
      messageId: mail.messageId,
      envelope: { from: mail.envelopeFrom, to: [mail.to] },
      raw: japaneseMail(mail, new Date()),
    };
  }
}

/** The address is looked up once, looked at, and connected to; the certificate is still the name's. */
const desksRelay = async (url: string) => {
  const { host, port, secure, auth } = relayOf(url);
  const name = isIP(host) === 0 ? { servername: host } : {};
  return { host: await addressOfMailHost(host), ...name, port, secure, ...(auth && { auth }) };
};

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
