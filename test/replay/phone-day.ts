import { HOUR_SHARES } from '#libs/reporting';
import { exponential } from './random.js';

/** One caller's fate, in seconds of the day. */
export interface PlannedCall {
  id: string;
  shop: number;
  offered: number;
  /** Null for who gave up; then `ended` is the moment of that. */
  answered: number | null;
  ended: number;
  wrapEnded: number;
  agent: number | null;
}

const OPENS = 10 * 3_600;
const HOUR = 3_600;
const TALK = 330;
const WRAP = 90;
const PATIENCE = 75;
const PICK_UP = 3;

/** A moment of the phone day after its curve: a rush at the opening, a dip at noon. */
export const momentOfDay = (random: () => number, opens = OPENS): number => {
  let left = random();
  for (const [hour, share] of HOUR_SHARES.entries()) {
    if (left < share) return opens + (hour + left / share) * HOUR;
    left -= share;
  }
  return opens + HOUR_SHARES.length * HOUR - 1;
};

/** Who calls, who is answered by whom, and who gives up, with first come, first served and exponential talk and patience. */
export const planCalls = (
  random: () => number,
  { calls, agents, shopOf }: { calls: number; agents: number; shopOf: () => number },
): PlannedCall[] => {
  const freeAt = Array.from({ length: agents }, () => 0);
  const moments = Array.from({ length: calls }, () => momentOfDay(random)).toSorted((one, other) => one - other);
  return moments.map((offered, index) => {
    const patience = exponential(random, PATIENCE);
    const talk = Math.max(1, exponential(random, TALK));
    const id = `call-${index}`;
    const shop = shopOf();
    const agent = freeAt.indexOf(Math.min(...freeAt));
    const answered = Math.max(offered + PICK_UP, freeAt[agent]!);
    if (answered - offered > patience) {
      return {
        id,
        shop,
        offered,
        answered: null,
        ended: offered + patience,
        wrapEnded: offered + patience,
        agent: null,
      };
    }
    const ended = answered + talk;
    freeAt[agent] = ended + WRAP;
    return { id, shop, offered, answered, ended, wrapEnded: ended + WRAP, agent };
  });
};
