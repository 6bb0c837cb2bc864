import { Injectable } from '@nestjs/common';
import { formatReferenceNumber, withCheckDigit } from '#libs/contracts';
import { Repository } from '#libs/platform';

const BLOCK = 20;
const SPACE = 10_000_000n;
/** Coprime with the space: each count has its own number, and neighbours lie far apart, so that a number tells no volume. */
const STRIDE = 6_180_339n;
const OFFSET = 2_718_281n;

/** Deals reference numbers from leased blocks of twenty: no round trip for most, and never the same number twice. */
@Injectable()
export class ReferenceNumbers extends Repository {
  private next = 0n;
  private end = 0n;
  private leasing: Promise<void> | null = null;

  async take(): Promise<string> {
    while (this.next >= this.end) {
      this.leasing ??= this.lease().finally(() => (this.leasing = null));
      await this.leasing;
    }
    const count = this.next;
    this.next += 1n;
    return referenceNumberOf(count);
  }

  private async lease(): Promise<void> {
    const row = await this.one<{ first: string }>(`SELECT nextval('reference_number')::text AS first`);
    this.next = BigInt(row!.first);
    this.end = this.next + BigInt(BLOCK);
  }
}

/** The n-th number. Past ten million tickets the middle group grows by two digits. */
export const referenceNumberOf = (count: bigint): string => {
  const digits =
    count < SPACE
      ? String((count * STRIDE + OFFSET) % SPACE).padStart(7, '0')
      : String((count * STRIDE + OFFSET) % (SPACE * 100n)).padStart(9, '0');
  return formatReferenceNumber(withCheckDigit(digits));
};
