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
}
