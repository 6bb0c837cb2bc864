import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';

export interface RateRule {
  points: number;
  perSeconds: number;
}

const MAX_KEYS = 50_000;

/**
 * Fixed windows, counted in this process: N processes let through N times as much, which is enough against floods.
 * What must hold exactly (such as acknowledgements per address and day) is counted in the database.
 */
@Injectable()
export class RateLimit {
  private readonly windows = new Map<string, { used: number; endsAt: number }>();

  constructor(private readonly clock: Clock) {}

  /** Takes one point of `key`. The key is kept in memory only. */
  take(key: string, rule: RateRule): { allowed: boolean; retryAfterSeconds: number } {
    const now = this.clock.now().getTime();
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      if (this.windows.size >= MAX_KEYS) this.forget(now);
      window = { used: 0, endsAt: now + rule.perSeconds * 1000 };
      this.windows.set(key, window);
    }
    if (window.used >= rule.points) {
      return { allowed: false, retryAfterSeconds: Math.ceil((window.endsAt - now) / 1000) };
    }
    window.used += 1;
    return { allowed: true, retryAfterSeconds: 0 };
  }

  private forget(now: number): void {
    for (const [key, window] of this.windows) if (window.endsAt <= now) this.windows.delete(key);
    // Still full: the oldest keys go first, a Map keeps their order.
    for (const key of this.windows.keys()) {
      if (this.windows.size < MAX_KEYS) break;
      this.windows.delete(key);
    }
  }
}
