import { createHash } from 'node:crypto';

export interface SentReply {
  messageId: string;
  authorId: string;
}

/**
 * Draws `percent` of each author's replies, rounded up, so at least one of everybody who wrote. Which ones follows from the seed and the
 * ids alone: the same seed draws the same replies, in whatever order they are given, and without it nobody can tell beforehand.
 */
export const drawSample = <Reply extends SentReply>(
  replies: readonly Reply[],
  seed: string,
  percent: number,
): Reply[] => {
  const byAuthor = new Map<string, Reply[]>();
  for (const reply of replies) byAuthor.set(reply.authorId, [...(byAuthor.get(reply.authorId) ?? []), reply]);
  return [...byAuthor.values()].flatMap((own) =>
    own
      .map((reply) => ({ reply, lot: lotOf(seed, reply.messageId) }))
      .toSorted((a, b) => (a.lot < b.lot ? -1 : 1))
      .slice(0, Math.ceil((own.length * percent) / 100))
      .map(({ reply }) => reply),
  );
};

const lotOf = (seed: string, messageId: string): string =>
  createHash('sha256').update(`${seed} ${messageId}`).digest('hex');
