import { Injectable } from '@nestjs/common';
import type {
  ListView,
  Role,
  RosterPasteRequest,
  RosterPasteView,
  RosterRequest,
  RosterView,
  Shift,
  TeamRequest,
  TeamView,
} from '#libs/contracts';
import { DomainError, newId, notFound, parseCsv } from '#libs/platform';
import { readRoster, readSpans } from './roster.reading.js';
import { RosterRepository } from './roster.repository.js';

const ROLES: readonly Role[] = ['agent', 'senior_agent', 'supervisor', 'desk_admin'];
const HALF_HOURS = 48;

/** Teams, and who is to be at the desk when; what the plan of the day compares the need with. */
@Injectable()
export class Roster {
  constructor(private readonly roster: RosterRepository) {}

  async view(from: string, days: number): Promise<RosterView> {
    const people = await this.roster.people(ROLES);
    const shifts = await this.roster.shifts(
      people.map(({ id }) => id),
      from,
      days,
    );
    return {
      from,
      days,
      people: people.map(({ id, name, shortName, teamId }) => ({ id, name, shortName, teamId })),
      shifts,
      scheduled: Array.from({ length: days }, (_, at) =>
        halfHoursOf(shifts.filter(({ day }) => day === dayAfter(from, at))),
      ),
    };
  }

  /** Replaces whole cells of the grid. */
  async change({ cells }: RosterRequest): Promise<void> {
    await this.requirePeople(cells.map(({ userId }) => userId));
    for (const { shifts } of cells) {
      const isApart = shifts.every(
        (shift, at) => !shifts.slice(at + 1).some((other) => shift.from < other.to && other.from < shift.to),
      );
      if (!isApart || shifts.some(({ from, to }) => readSpans(`${from}-${to}`) === null)) {
        throw new DomainError('request.invalid', { fields: ['shifts'] });
      }
    }
    await this.replace(
      cells,
      cells.flatMap(({ userId, day, shifts }) => shifts.map((shift) => ({ userId, day, ...shift }))),
    );
  }

  /** What a pasted plan would change; saved only as a whole and only without a problem. */
  async paste({ text, year, save }: RosterPasteRequest): Promise<RosterPasteView> {
    const read = readRoster(parseCsv(text), await this.roster.people(ROLES), year);
    const off = read.off.length;
    if (!save) return { ...read, off, saved: false };
    if (read.problems.length > 0) throw new DomainError('roster.refused', { count: read.problems.length });
    await this.replace([...read.shifts, ...read.off], read.shifts);
    return { ...read, off, saved: true };
  }

  async teams(): Promise<ListView<TeamView>> {
    return { items: await this.roster.teams() };
  }

  async saveTeam(id: string | null, { name, leadId, memberIds }: TeamRequest): Promise<ListView<TeamView>> {
    if (id !== null) await this.requireTeam(id);
    const people = await this.requirePeople([...memberIds, ...(leadId === null ? [] : [leadId])]);
    const teamId = id ?? newId();
    if (await this.roster.isTeamName(name.trim(), teamId))
      throw new DomainError('request.invalid', { fields: ['name'] });
    await this.roster.saveTeam(teamId, name.trim(), leadId);
    await this.roster.setMembers(teamId, memberIds, people);
    return this.teams();
  }

  async removeTeam(id: string): Promise<ListView<TeamView>> {
    await this.requireTeam(id);
    await this.roster.removeTeam(id);
    return this.teams();
  }

  /** How many of these people are to be at the desk at each moment, by the roster. */
  scheduledAt(userIds: readonly string[], moments: readonly Date[]): Promise<number[]> {
    return this.roster.scheduledAt(userIds, moments);
  }

  private async replace(cells: readonly { userId: string; day: string }[], shifts: readonly Shift[]): Promise<void> {
    await this.roster.clear(cells);
    await this.roster.insert(shifts);
  }

  private async requirePeople(ids: readonly string[]): Promise<string[]> {
    const known = (await this.roster.people(ROLES)).map(({ id }) => id);
    if (!ids.every((id) => known.includes(id))) throw notFound();
    return known;
  }

  private async requireTeam(id: string): Promise<void> {
    if (!(await this.roster.teams()).some((team) => team.id === id)) throw notFound();
  }
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** How many people are scheduled in each half hour of a day; a half hour counts whoever is there for all of it. */
const halfHoursOf = (shifts: readonly Shift[]): number[] => {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return Array.from({ length: HALF_HOURS }, (_, at) => {
    const there = shifts.filter(({ from, to }) => minutes(from) <= at * 30 && minutes(to) >= (at + 1) * 30);
    return new Set(there.map(({ userId }) => userId)).size;
  });
};
