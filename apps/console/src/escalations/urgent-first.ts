import type { EscalationRow } from '#libs/contracts';

/** What nobody has taken and cannot wait: misuse at once, everything else once its time is over. */
const isUrgent = ({ state, trigger, overdue }: EscalationRow): boolean => overdue || isNews({ state, trigger });

const isNews = ({ state, trigger }: Pick<EscalationRow, 'state' | 'trigger'>): boolean =>
  state === 'open' && trigger === 'misuse';

/** The newest report of misuse first: an alarm that hides behind an older one is none. Then what is late, the longest first. */
export const urgentFirst = (rows: readonly EscalationRow[]): EscalationRow[] => {
  const urgent = rows.filter(isUrgent);
  const news = urgent.filter(isNews).toSorted((one, other) => other.openedAt.localeCompare(one.openedAt));
  const late = urgent.filter((row) => !isNews(row)).toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));
  return [...news, ...late];
};
