import type { KpiRow, PhoneTargets, Trigger } from '#libs/contracts';

export const FIGURE_KINDS = ['phone', 'written', 'tickets', 'people'] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];
export type FigureUnit = 'calls' | 'tickets' | 'percent' | 'seconds' | 'minutes' | 'hours' | 'answers';

/** One column: its name and formula stand in the `kpis` catalogue under `figure.<name>`. */
export interface Figure {
  name: string;
  kind: FigureKind;
  unit: FigureUnit;
  /** Null where nothing can be said. */
  of: (row: KpiRow) => number | null;
  /** True where the figure is switched off, rather than without anything to say. */
  isOff?: ((row: KpiRow) => boolean) | undefined;
  /** The least, in the unit of the figure, that it is to be; 0 of what is to be none. */
  aim?: ((targets: PhoneTargets) => number) | undefined;
  /** The reason that is counted, where a column is one of several reasons. */
  trigger?: Trigger;
}

const percent = (rate: number | null | undefined): number | null => (rate == null ? null : rate * 100);
const hours = (seconds: number | undefined): number | null => (seconds === undefined ? null : seconds / 3_600);

const isUnasked = ({ tickets }: KpiRow): boolean => tickets.satisfied === null;

type Column = [name: string, unit: FigureUnit, of: Figure['of'], isOff?: Figure['isOff']];

/** What figures are to be at least; an answer in another shop's name is to be none at all. */
const AIMS: Record<string, (targets: PhoneTargets) => number> = {
  answerRate: ({ answerRate }) => answerRate * 100,
  levelOfOffered: ({ serviceLevel }) => serviceLevel * 100,
  callbacksKept: () => 100,
  wrongShop: () => 0,
};

/** Does this row fall short of what the figure is to be? Nothing does of which nothing can be said. */
export const misses = ({ aim, of, name }: Figure, row: KpiRow, targets: PhoneTargets): boolean => {
  const value = of(row);
  if (!aim || value === null) return false;
  return name === 'wrongShop' ? value > aim(targets) : value < aim(targets);
};

const COLUMNS: Record<FigureKind, readonly Column[]> = {
  phone: [
    ['offered', 'calls', ({ calls }) => calls.offered],
    ['answered', 'calls', ({ calls }) => calls.answered],
    ['abandoned', 'calls', ({ calls }) => calls.abandoned],
    ['abandonedShort', 'calls', ({ calls }) => calls.abandonedShort],
    ['outOfHours', 'calls', ({ calls }) => calls.outOfHours],
    ['blocked', 'calls', ({ calls }) => calls.blocked],
    ['answerRate', 'percent', ({ calls }) => percent(calls.answerRate)],
    ['abandonRate', 'percent', ({ calls }) => percent(calls.abandonRate)],
    ['netAbandonRate', 'percent', ({ calls }) => percent(calls.netAbandonRate)],
    ['levelOfOffered', 'percent', ({ calls }) => percent(calls.serviceLevel.ofOffered.rate)],
    ['levelWithLate', 'percent', ({ calls }) => percent(calls.serviceLevel.ofAnsweredAndLate.rate)],
    ['levelOfAnswered', 'percent', ({ calls }) => percent(calls.serviceLevel.ofAnswered.rate)],
    ['speed', 'seconds', ({ calls }) => calls.averageSpeedOfAnswer],
    ['talk', 'seconds', ({ calls }) => calls.talk],
    ['hold', 'seconds', ({ calls }) => calls.hold],
    ['afterCall', 'seconds', ({ calls }) => calls.afterCall],
    ['handling', 'seconds', ({ calls }) => calls.handling],
  ],
  written: [
    ['received', 'tickets', ({ written }) => written.received],
    ['businessMedian', 'minutes', ({ written }) => written.firstReply.business.median],
    ['businessP90', 'minutes', ({ written }) => written.firstReply.business.p90],
    ['wallMedian', 'minutes', ({ written }) => written.firstReply.wall.median],
    ['wallP90', 'minutes', ({ written }) => written.firstReply.wall.p90],
    ['withinTarget', 'percent', ({ written }) => percent(written.withinTarget.rate)],
    ['undecided', 'tickets', ({ written }) => written.withinTarget.undecided],
  ],
  tickets: [
    ['closed', 'tickets', ({ tickets }) => tickets.closed],
    ['firstContact', 'percent', ({ tickets }) => percent(tickets.firstContact.rate)],
    ['reopened', 'percent', ({ tickets }) => percent(tickets.reopened.rate)],
    ['callbacksKept', 'percent', ({ tickets }) => percent(tickets.callbacksKept.rate)],
    ['quality', 'percent', ({ tickets }) => percent(tickets.quality.rate)],
    ['satisfied', 'percent', ({ tickets }) => percent(tickets.satisfied?.rate), isUnasked],
    ['ratings', 'answers', ({ tickets }) => tickets.satisfied?.of ?? null, isUnasked],
    ['wrongShop', 'tickets', ({ tickets }) => tickets.wrongShop],
    ['waiting', 'tickets', ({ backlog }) => backlog?.waiting ?? null],
    ['ageMedian', 'minutes', ({ backlog }) => backlog?.age.median ?? null],
    ['ageP90', 'minutes', ({ backlog }) => backlog?.age.p90 ?? null],
    ['ageMax', 'minutes', ({ backlog }) => backlog?.age.max ?? null],
    ['backlogHours', 'hours', ({ backlog }) => backlog?.hours ?? null],
    ['backlogHoursEach', 'hours', ({ backlog }) => backlog?.hoursEach ?? null],
    ['escalated', 'percent', ({ tickets }) => percent(tickets.escalated.rate)],
  ],
  people: [
    ['paid', 'hours', ({ time }) => hours(time?.paid)],
    ['handled', 'hours', ({ time }) => hours(time?.handling)],
    ['available', 'hours', ({ time }) => hours(time?.available)],
    ['occupancy', 'percent', ({ time }) => percent(time?.occupancy)],
    ['shrinkage', 'percent', ({ time }) => percent(time?.shrinkage)],
  ],
};

/** The columns of one kind, or of all; with one more for each reason for which tickets were escalated. */
export const figuresOf = (kind: FigureKind | undefined, { tickets }: KpiRow): Figure[] =>
  FIGURE_KINDS.filter((each) => kind === undefined || each === kind).flatMap((each) => {
    const figures = COLUMNS[each].map(([name, unit, of, isOff]): Figure => ({
      name,
      kind: each,
      unit,
      of,
      isOff,
      aim: AIMS[name],
    }));
    return each === 'tickets' ? [...figures, ...reasonsOf(tickets.escalatedBy)] : figures;
  });

const reasonsOf = (escalatedBy: KpiRow['tickets']['escalatedBy']): Figure[] =>
  (Object.keys(escalatedBy) as Trigger[]).map((trigger) => ({
    name: `escalatedBy.${trigger}`,
    kind: 'tickets',
    unit: 'tickets',
    trigger,
    of: ({ tickets }) => tickets.escalatedBy[trigger] ?? 0,
  }));

/** True where nobody asked, nobody was answered and nobody was here: such rows are left out. */
export const isStill = ({ calls, written, tickets, backlog, time }: KpiRow): boolean =>
  [
    calls.offered,
    calls.outOfHours,
    calls.blocked,
    written.received,
    tickets.closed,
    tickets.escalated.of,
    tickets.callbacksKept.of,
    tickets.quality.of,
    tickets.satisfied?.of ?? 0,
    backlog?.waiting ?? 0,
    time?.paid ?? 0,
  ].every((count) => count === 0);
