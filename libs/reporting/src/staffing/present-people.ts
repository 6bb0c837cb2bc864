import { Injectable } from '@nestjs/common';
import { AgentStates, Roster } from '#libs/desk';
import { UsersService } from '#libs/identity';
import { FLOOR_ROLES, READY_STATES, type StateSeconds } from '#libs/contracts';

interface Span {
  from: Date;
  to: Date;
}

/** Who was there for callers, from the timelines of this scope's colleagues. */
@Injectable()
export class PresentPeople {
  constructor(
    private readonly states: AgentStates,
    private readonly roster: Roster,
    private readonly users: UsersService,
  ) {}

  /** People who are ready for work now. */
  async count(): Promise<number> {
    return this.states.ready(await this.onFloor());
  }

  /** How many were ready on the average of each span, rounded; null for spans that have not begun. Spans are in order of time. */
  async onAverage(spans: readonly Span[], now: Date): Promise<(number | null)[]> {
    // Between two openings of a day nobody is asked for: such a gap is a step of its own that is not told.
    const steps = spans.flatMap((span, at) => {
      const next = spans[at + 1];
      return next && span.to < next.from ? [span, { from: span.to, to: next.from }] : [span];
    });
    const seconds = await this.states.stateSeconds(await this.onFloor(), steps);
    return spans.map((span) => {
      const length = Math.min(span.to.getTime(), now.getTime()) - span.from.getTime();
      return length <= 0 ? null : Math.round((readySeconds(seconds[steps.indexOf(span)]!) * 1_000) / length);
    });
  }

  /** How many the shifts leave for each span when the usual share is on a break, in training or ill; null where no shift is planned. */
  async rostered(spans: readonly Span[], shrinkage: number): Promise<(number | null)[]> {
    const everybody = await this.users.staff();
    const counts = await this.roster.scheduledAt(
      everybody.map(({ id }) => id),
      spans.map(({ from }) => from),
    );
    if (counts.every((count) => count === 0)) return spans.map(() => null);
    return counts.map((count) => Math.floor(Number((count * (1 - shrinkage)).toFixed(9))));
  }

  /** The same people as on the floor, so that both say the same number. */
  private async onFloor(): Promise<string[]> {
    return (await this.users.staff(FLOOR_ROLES)).map(({ id }) => id);
  }
}

const readySeconds = (seconds: StateSeconds): number =>
  Object.entries(seconds).reduce(
    (sum, [state, value]) => (READY_STATES.some((ready) => ready === state) ? sum + value : sum),
    0,
  );
