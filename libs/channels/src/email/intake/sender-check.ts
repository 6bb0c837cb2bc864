import { Resolver } from 'node:dns/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/platform';
import type { ImapSettings } from './mailboxes.repository.js';
import { type Arrival, proveSender, type SenderProof } from './sender-proof.js';
import { isTrustedRelay } from './trusted-relay.js';

const DNS_TIMEOUT_MS = 3_000;

/** Finds out whether a mail's sender is who it says, and who is believed about that. */
@Injectable()
export class SenderCheck {
  private readonly resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: 1 });

  constructor(@Inject(CONFIG) private readonly config: Config) {
    if (config.mailDnsServers.length > 0) this.resolver.setServers(config.mailDnsServers);
  }

  of(raw: Buffer, arrival: Omit<Arrival, 'authservIds' | 'isOurs'>, imap: ImapSettings | null): Promise<SenderProof> {
    const authservIds = this.believed(arrival.remoteAddress, imap);
    const isOurs = (address: string): boolean => isTrustedRelay(this.config, address);
    return proveSender(
      raw,
      { ...arrival, authservIds, isOurs },
      (name, type) => this.resolver.resolve(name, type) as never,
    );
  }

  /** Null for a client that nobody vouches for. What is fetched has no client: its mailbox's server handed it over. */
  private believed(remoteAddress: string | null, imap: ImapSettings | null): readonly string[] | null {
    if (remoteAddress === null) return imap?.authservId ? [imap.authservId] : [];
    return isTrustedRelay(this.config, remoteAddress) ? this.config.mailAuthservIds : null;
  }
}
