import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
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

  private keyFor(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.config.secretKey, '', `madoguchi ${purpose}`, 32));
    this.keys.set(purpose, key);
    return key;
  }
}
