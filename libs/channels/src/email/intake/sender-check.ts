import { Resolver } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { authenticate } from 'mailauth';
import { log } from '#libs/platform';

/** Results as RFC 8601 names them. */
export interface SenderProof {
  spf: string;
  dkim: string;
  dmarc: string;
}

const DNS_TIMEOUT_MS = 3_000;
const NOT_CHECKED: SenderProof = { spf: 'none', dkim: 'none', dmarc: 'none' };
const LOOPBACK = /^(?:::1|127\.|::ffff:127\.)/;

/** Asks DNS whether a mail's sender is who it says: SPF, DKIM and DMARC. A DNS that does not answer proves nothing either way. */
@Injectable()
export class SenderCheck {
  private readonly resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: 1 });

  async of(
    raw: Buffer,
    connection: { remoteAddress: string | null; helo: string | null; envelopeFrom: string },
  ): Promise<SenderProof> {
    // Fetched from a mailbox, or handed over by a relay on this machine: the connection says nothing about the sender.
    if (!connection.remoteAddress || LOOPBACK.test(connection.remoteAddress)) return NOT_CHECKED;
    try {
      const result = await authenticate(raw, {
        ip: connection.remoteAddress,
        helo: connection.helo ?? undefined,
        sender: connection.envelopeFrom,
        mta: 'madoguchi',
        disableArc: true,
        disableBimi: true,
        resolver: (name: string, type: string) => this.resolver.resolve(name, type) as never,
      });
      return {
        spf: (result.spf && result.spf.status.result) || 'none',
        dkim:
          result.dkim.results.map(({ status }) => status.result).find((each) => each === 'pass') ?? firstResult(result),
        dmarc: (result.dmarc && result.dmarc.status.result) || 'none',
      };
    } catch (error) {
      log.warn({ err: error }, 'the sender of a mail could not be checked');
      return { spf: 'temperror', dkim: 'temperror', dmarc: 'temperror' };
    }
  }
}

const firstResult = (result: { dkim: { results: { status: { result: string } }[] } }): string =>
  result.dkim.results[0]?.status.result ?? 'none';
