/** Milliseconds to be added to the time since this page began; null until the server has answered. */
let offset: number | null = null;
/** How wrong it may be: half the time that the answer took, and what the two clocks may have parted since. */
let doubt = Infinity;
let learnedAt = 0;

/** Clocks part by far less than a second in an hour; a machine that slept is found out by the next answer. */
const PARTING = 0.000_2;
const SURE_MS = 250;

/**
 * Takes the server's time from an answer. The quickest answer is believed most, the newest one where they do not agree: somebody may
 * have set a clock, and the machine may have slept.
 */
export const learnServerTime = (serverTime: string | null, sentAt: number, receivedAt: number): void => {
  const told = Number(serverTime);
  if (!serverTime || !Number.isFinite(told)) return;
  const half = (receivedAt - sentAt) / 2;
  const next = told - (sentAt + half);
  const nowDoubt = doubt + (receivedAt - learnedAt) * PARTING;
  const disagrees = offset === null || Math.abs(next - offset) > half + nowDoubt + SURE_MS;
  if (!disagrees && half > nowDoubt) return;
  [offset, doubt, learnedAt] = [next, half, receivedAt];
};

/**
 * The present moment by the server's clock, in milliseconds, whatever the clock of this machine shows and whoever sets it: every age,
 * every time left and every duration is counted from this one.
 */
export const serverNow = (): number => (offset === null ? Date.now() : Math.round(performance.now() + offset));
