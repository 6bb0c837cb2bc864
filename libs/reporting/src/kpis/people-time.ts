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

  /** Everybody's time together in each step. */
  async together(steps: readonly Span[]): Promise<StateSeconds[]> {
    return this.states.stateSeconds(await this.colleagues(), steps);
  }

  /** Each person's time in each step, by user id; only of those who were here. */
  async byPerson(steps: readonly Span[]): Promise<Map<string, StateSeconds>[]> {
    return this.states.stateSecondsByPerson(await this.colleagues(), steps);
  }

  private async colleagues(): Promise<string[]> {
    return (await this.users.staff()).map(({ id }) => id);
  }
}

/** The figures of a person's time, or of everybody's together. Occupancy leaves shrinkage out; shrinkage is of all paid time. */
export const timeKpis = (spent: Partial<StateSeconds>): TimeKpis => {
  const sum = (states: readonly string[]): number =>
    Object.entries(spent).reduce((total, [state, seconds]) => (states.includes(state) ? total + seconds : total), 0);
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
