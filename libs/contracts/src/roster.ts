/** A group of people with a lead; a person is in one team at most. */
export interface TeamView {
  id: string;
  name: string;
  leadId: string | null;
  memberIds: string[];
}

/** Body of `PUT /api/v1/teams/{id}`. */
export interface TeamRequest {
  name: string;
  leadId: string | null;
  memberIds: string[];
}

/** Somebody is to be at the desk from … to of a day in Japan; `to` may be `24:00`. Half-open. */
export interface Shift {
  userId: string;
  day: string;
  from: string;
  to: string;
}

/** `GET /api/v1/roster?from=&days=`: people and their shifts, for the grid and for the plan of each half hour. */
export interface RosterView {
  from: string;
  days: number;
  people: { id: string; name: string; shortName: string; teamId: string | null }[];
  shifts: Shift[];
  /** Scheduled people by half hour, 48 for each day. */
  scheduled: number[][];
}

/** Body of `PUT /api/v1/roster`: the shifts of these people on these days are replaced; an empty list clears. */
export interface RosterRequest {
  cells: { userId: string; day: string; shifts: { from: string; to: string }[] }[];
}

/** Body of `POST /api/v1/roster/paste`: text of a spreadsheet or CSV; `save` false only looks. */
export interface RosterPasteRequest {
  text: string;
  /** The year of days that are written without one. */
  year: number;
  save: boolean;
}

export const ROSTER_PROBLEMS = [
  'person_unknown',
  'person_ambiguous',
  'day_invalid',
  'time_invalid',
  'overlap',
  'twice',
] as const;
export type RosterProblem = (typeof ROSTER_PROBLEMS)[number];

export interface RosterPasteView {
  shifts: Shift[];
  /** Cells that say that somebody is off. */
  off: number;
  /** Line and column of the pasted text, from 1. */
  problems: { line: number; column: number; text: string; problem: RosterProblem }[];
  saved: boolean;
}
