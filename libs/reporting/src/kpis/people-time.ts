import { Injectable } from '@nestjs/common';
import { HANDLING_STATES, SHRINKAGE_STATES, type StateSeconds, type TimeKpis } from '#libs/contracts';
import { AgentStates } from '#libs/desk';
import { UsersService } from '#libs/identity';
import { share } from './share.js';
import type { Span } from './time-steps.js';

/** How colleagues of this scope spent their time, from their timelines. */
@Injectable()
export class PeopleTime {
  constructor(
    private readonly states: AgentStates,
    private readonly users: UsersService,
  ) {}

  /** Each person's time within a span, by user id. */
  async within({ from, to }: Span): Promise<Map<string, StateSeconds>> {
    const colleagues = (await this.users.staff()).map(({ id }) => id);
    return this.states.stateSeconds(colleagues, from, to);
  }
}

/** The figures of one or more people's time. Occupancy leaves shrinkage out; shrinkage is of all paid time. */
export const timeKpis = (people: readonly StateSeconds[]): TimeKpis => {
  const sum = (states: readonly string[]): number =>
    people
      .flatMap((person) => Object.entries(person))
      .reduce((total, [state, seconds]) => (states.includes(state) ? total + seconds : total), 0);
  const handling = sum(HANDLING_STATES);
  const available = sum(['available']);
  const away = sum(SHRINKAGE_STATES);
  const paid = handling + available + away;
  return {
    paid,
    handling,
    available,
    occupancy: share(handling, handling + available).rate,
    shrinkage: share(away, paid).rate,
  };
};
