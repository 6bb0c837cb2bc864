import { Injectable } from '@nestjs/common';
import { base32, fromBase32, Secrets } from '#libs/platform';

const PURPOSE = 'mail message id';
const MAC_BYTES = 10;

/**
 * The Message-ID of a mail that we send: `<{message}.{mac}@{domain}>`. It follows from the message alone, so a mail that is
 * sent again after a crash carries the same one; and an answer that names it in References can be traced to its message,
 * while nobody can make one up.
 */
@Injectable()
export class MessageIds {
  constructor(private readonly secrets: Secrets) {}

  of(messageId: string, replyFrom: string): string {
    const id = Buffer.from(messageId.replaceAll('-', ''), 'hex');
    const domain = domainOf(replyFrom);
    return `<${base32(id)}.${base32(this.mac(id, domain))}@${domain}>`;
  }

  /** The message that one of our own Message-IDs names; null for any other text. */
  read(header: string): string | null {
    const match = /^<?([a-z2-7]{26})\.([a-z2-7]{16})@([^\s<>@]{1,253})>?$/i.exec(header.trim());
    if (!match) return null;
    const id = fromBase32(match[1]!.toLowerCase());
    const mac = fromBase32(match[2]!.toLowerCase());
    if (id?.length !== 16 || mac?.length !== MAC_BYTES) return null;
    if (!this.secrets.matches(this.mac(id, match[3]!.toLowerCase()), mac)) return null;
    return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  private mac(id: Buffer, domain: string): Buffer {
    return this.secrets.mac(PURPOSE, [id, domain], MAC_BYTES);
  }
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
