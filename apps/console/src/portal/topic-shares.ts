import type { TicketRow, Topic } from '#libs/contracts';

export interface TopicShare {
  /** null: all topics that have no line of their own. */
  topic: Topic | null;
  count: number;
}

/** The most frequent topics, the others in one line; the counts add up to the number of tickets. */
export const topicShares = (tickets: readonly Pick<TicketRow, 'topic'>[], lines = 6): TopicShare[] => {
  const counts = new Map<Topic, number>();
  for (const { topic } of tickets) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  const ranked = [...counts].map(([topic, count]) => ({ topic, count })).sort((a, b) => b.count - a.count);
  if (ranked.length <= lines) return ranked;
  const rest = ranked.slice(lines - 1).reduce((sum, { count }) => sum + count, 0);
  return [...ranked.slice(0, lines - 1), { topic: null, count: rest }];
};
