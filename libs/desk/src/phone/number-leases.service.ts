import { Injectable } from '@nestjs/common';
import { Clock, currentActor } from '#libs/platform';
import { ReferenceNumbers } from '../tickets/reference-numbers.js';
import { NumberLeasesRepository } from './number-leases.repository.js';

/** How many numbers one session holds: a network break of an hour on a busy phone. */
const LEASE_SIZE = 20;
/** A form that waited this long for its connection is still taken. */
const KEPT_MS = 14 * 86_400_000;

/** Reference numbers that a person may tell callers at once, also while the connection is away. */
@Injectable()
export class NumberLeases {
  constructor(
    private readonly leases: NumberLeasesRepository,
    private readonly numbers: ReferenceNumbers,
    private readonly clock: Clock,
  ) {}

  async lease(): Promise<string[]> {
    const { userId } = currentActor();
    const now = this.clock.now();
    await this.leases.forgetUnused(userId, new Date(now.getTime() - KEPT_MS));
    const numbers: string[] = [];
    while (numbers.length < LEASE_SIZE) numbers.push(await this.numbers.take());
    await this.leases.insert(userId, numbers, now);
    return numbers;
  }

  /** True when this number is this person's to give, which it is once. */
  use(number: string): Promise<boolean> {
    return this.leases.use(currentActor().userId, number, this.clock.now());
  }
}
