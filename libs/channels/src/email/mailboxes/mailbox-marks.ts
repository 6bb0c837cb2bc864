import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { base32, Clock, fromBase32, Secrets } from '#libs/platform';
import type { ReadMail } from '../reading/read-mail.js';

export const MARK_HEADER = 'X-Madoguchi-Mailbox-Test';
const PURPOSE = 'mailbox test';
const VALID_MS = 15 * 60_000;
const MAC_BYTES = 10;
const MARK = /^([a-z2-7]{16})\.([0-9a-z]{1,11})\.([a-z2-7]{16})$/;

/**
 * The mark of a test mail: nonce, end of validity and MAC, bound to one mailbox. Nobody can make one up, so that only our own
 * test mails stay out of the desk's tickets.
 */
@Injectable()
export class MailboxMarks {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  issue(mailboxId: string): string {
    const nonce = base32(randomBytes(10));
    const until = (this.clock.now().getTime() + VALID_MS).toString(36);
    return `${nonce}.${until}.${base32(this.mac(mailboxId, nonce, until))}`;
  }

  isValid(mailboxId: string, mark: string): boolean {
    const [, nonce, until, mac] = MARK.exec(mark) ?? [];
    const given = mac && fromBase32(mac);
    if (!nonce || !until || !given) return false;
    return (
      parseInt(until, 36) >= this.clock.now().getTime() &&
      this.secrets.matches(this.mac(mailboxId, nonce, until), given)
    );
  }

  /** The mark that a mail to this mailbox carries; null for every ordinary mail. Some relays change the Message-ID, hence the header. */
  of(mail: Pick<ReadMail, 'headers'>, mailboxId: string): string | null {
    const name = MARK_HEADER.toLowerCase();
    const mark = mail.headers.find((header) => header.name.toLowerCase() === name)?.value.trim() ?? '';
    return this.isValid(mailboxId, mark) ? mark : null;
  }

  private mac(mailboxId: string, nonce: string, until: string): Buffer {
    return this.secrets.mac(PURPOSE, [mailboxId, nonce, until], MAC_BYTES);
  }
}
