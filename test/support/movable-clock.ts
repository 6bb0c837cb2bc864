import { Clock } from '#libs/platform';

/** `2016-06-23 10:00` in Japan. */
export const jst = (local: string): Date => new Date(`${local.replace(' ', 'T')}+09:00`);

/** Stands still until it is moved. */
export class MovableClock extends Clock {
  constructor(private at: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.at);
  }

  moveTo(moment: string | Date): void {
    this.at = typeof moment === 'string' ? jst(moment) : moment;
  }

  pass(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1_000);
  }
}

/** Runs like any clock, so many milliseconds ahead of the true one: for tests in which jobs of a real worker run along. */
export class ClockAhead extends Clock {
  ahead = 0;

  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}
