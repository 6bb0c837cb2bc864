import { TOPICS } from '#libs/contracts';
import { topicShares } from './topic-shares.js';

describe('topic shares', () => {
  it('adds up to the number of tickets, however many topics there are', () => {
    const tickets = TOPICS.flatMap((topic, index) => Array.from({ length: index + 1 }, () => ({ topic })));
    const shares = topicShares(tickets);
    expect(shares).toHaveLength(6);
    expect(shares.at(-1)?.topic).toBeNull();
    expect(shares.reduce((sum, { count }) => sum + count, 0)).toBe(tickets.length);
  });

  it('needs no line for others when all topics fit', () => {
    expect(topicShares([{ topic: 'AFF' }, { topic: 'CARD' }, { topic: 'AFF' }])).toEqual([
      { topic: 'AFF', count: 2 },
      { topic: 'CARD', count: 1 },
    ]);
    expect(topicShares([])).toEqual([]);
  });
});
