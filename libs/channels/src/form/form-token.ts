import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Secrets } from '#libs/platform';
import { INPUT_FIELDS, type InquiryInput } from './inquiry-input.js';

/** What a form's token proves: this desk gave out this form, then. */
export type TokenVerdict =
  | { state: 'valid'; nonce: string; issuedAt: Date }
  /** Genuine, but older than its life. */
  | { state: 'expired'; nonce: string }
  /** Not ours, changed, or of another desk. */
  | { state: 'foreign' };

const LIFE_MS = 2 * 3_600_000;
const PURPOSE = 'inquiry form';
const SHAPE = /^([A-Za-z0-9_-]{16})\.([0-9a-z]{1,11})\.([A-Za-z0-9_-]{22})$/;

/** Tokens of the inquiry form: bound to one desk, valid for two hours, kept nowhere. */
@Injectable()
export class FormTokens {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  issue(deskId: string): string {
    const nonce = randomBytes(12).toString('base64url');
    const issued = this.clock.now().getTime().toString(36);
    return `${nonce}.${issued}.${this.mac(deskId, nonce, issued).toString('base64url')}`;
  }

  check(deskId: string, token: string): TokenVerdict {
    const [, nonce, issued, mac] = SHAPE.exec(token) ?? [];
    if (!nonce || !issued || !mac) return { state: 'foreign' };
    if (!this.secrets.matches(this.mac(deskId, nonce, issued), Buffer.from(mac, 'base64url')))
      return { state: 'foreign' };
    const issuedAt = new Date(Number.parseInt(issued, 36));
    if (this.clock.now().getTime() - issuedAt.getTime() > LIFE_MS) return { state: 'expired', nonce };
    return { state: 'valid', nonce, issuedAt };
  }

  /** Proof that the holder of this form was asked to confirm once more. */
  confirmation(deskId: string, nonce: string): string {
    return this.secrets.mac('inquiry form, asked again', [deskId, nonce]).toString('base64url');
  }

  isConfirmation(deskId: string, nonce: string, given: string): boolean {
    return this.secrets.matches(Buffer.from(this.confirmation(deskId, nonce)), Buffer.from(given));
  }

  private mac(deskId: string, nonce: string, issued: string): Buffer {
    return this.secrets.mac(PURPOSE, [deskId, nonce, issued], 16);
  }
}

/**
 * The same form with the same words is the same inquiry, however often it arrives. Other words in the same form (the person
 * went back and changed something after sending) are another inquiry: nothing that somebody wrote is dropped.
 */
export const intakeKeyOf = (nonce: string, input: InquiryInput): string => {
  const words = createHash('sha256');
  for (const field of INPUT_FIELDS) words.update(input[field]).update('\0');
  return `form:${nonce}:${words.digest('base64url').slice(0, 22)}`;
};
