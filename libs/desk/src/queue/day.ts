/** Japan has one zone and no summer time, so its day begins at 15:00 UTC. */
const JST_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

/** When the present day began in Japan. */
export const dayBeganAt = (now: Date): Date =>
  new Date(Math.floor((now.getTime() + JST_MS) / DAY_MS) * DAY_MS - JST_MS);
