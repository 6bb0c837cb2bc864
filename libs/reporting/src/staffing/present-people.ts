import { Injectable } from '@nestjs/common';
import { AgentStates, Roster } from '#libs/desk';
import { UsersService } from '#libs/identity';
import { type AgentState, HANDLING_STATES } from '#libs/contracts';

interface Span {
  from: Date;
  to: Date;
}

const READY: readonly AgentState[] = ['available', ...HANDLING_STATES];

/** Who was there for callers, from the timelines of this scope's colleagues. */
@Injectable()
export class PresentPeople {
  constructor(
    private readonly states: AgentStates,
    private readonly roster: Roster,
    private readonly users: UsersService,
  ) {}

  /** People who are ready for work at a moment. */
  async count(at: Date): Promise<number> {
    const [present] = await this.onAverage([{ from: new Date(at.getTime() - 1), to: at }], at);
    return present!;
  }

  /** How many were ready on the average of each span, rounded; null for spans that have not begun. */
  async onAverage(spans: readonly Span[], now: Date): Promise<(number | null)[]> {
    const colleagues = (await this.users.staff()).map(({ id }) => id);
    const timelines = await this.states.spans(colleagues, spans[0]!.from, spans.at(-1)!.to);
    const ready = [...timelines.values()].flat().filter(({ state }) => READY.includes(state));
    return spans.map(({ from, to }) => {
      const end = Math.min(to.getTime(), now.getTime());
      if (end <= from.getTime()) return null;
      const time = ready.reduce((sum, state) => {
        const until = state.to === null ? end : Math.min(end, Date.parse(state.to));
        return sum + Math.max(0, until - Math.max(from.getTime(), Date.parse(state.from)));
      }, 0);
      return Math.round(time / (end - from.getTime()));
    });
  }

  /** How many the shifts leave for each span when the usual share is on a break, in training or ill; null where no shift is planned. */
  async rostered(spans: readonly Span[], shrinkage: number): Promise<(number | null)[]> {
    const colleagues = new Set((await this.users.staff()).map(({ id }) => id));
    const counts: number[] = [];
    for (const { from } of spans) {
      const people = await this.roster.scheduledAt(from);
      counts.push(people.filter((id) => colleagues.has(id)).length);
    }
    if (counts.every((count) => count === 0)) return spans.map(() => null);
    return counts.map((count) => Math.floor(Number((count * (1 - shrinkage)).toFixed(9))));
  }
}
