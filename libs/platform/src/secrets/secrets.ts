import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';

/** Message authentication under keys derived from the one secret key, a separate key for each purpose (RFC 5869). */
@Injectable()
export class Secrets {
  private readonly keys = new Map<string, Buffer>();

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'secretKey'>) {}

  /** HMAC-SHA256 of the parts, cut to `bytes`. Parts are length-prefixed, so that ("ab","c") differs from ("a","bc"). */
  mac(purpose: string, parts: readonly (string | Buffer)[], bytes = 16): Buffer {
    const hmac = createHmac('sha256', this.keyFor(purpose));
    for (const part of parts) {
      const buffer = Buffer.from(part as string);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(buffer.length);
      hmac.update(length).update(buffer);
    }
    return hmac.digest().subarray(0, bytes);
  }

  /** Compares in constant time. */
  matches(expected: Buffer, given: Buffer): boolean {
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  /** AES-256-GCM: nonce, tag and ciphertext in one. `bound` (an id) must be the same when it is opened. */
  seal(purpose: string, bound: string, content: Buffer): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keyFor(purpose), nonce).setAAD(Buffer.from(bound));
    const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws for content that was changed, or sealed for something else. */
  unseal(purpose: string, bound: string, sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.keyFor(purpose), sealed.subarray(0, 12))
      .setAAD(Buffer.from(bound))
      .setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  }

  private keyFor(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.config.secretKey, '', `madoguchi ${purpose}`, 32));
    this.keys.set(purpose, key);
    return key;
  }
}
