import { Clock } from '#libs/platform';

/** The present moment, or, while the demo is told, a moment of its story: its inquiries came in over the last days. */
export class StoryClock extends Clock {
  private at: Date | null = null;

  override now(): Date {
    return this.at ?? super.now();
  }

  tellAt(at: Date): void {
    this.at = at;
  }

  backToPresent(): void {
    this.at = null;
  }
}
