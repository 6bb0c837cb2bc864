import type { ClockAhead } from './movable-clock.js';
import type { World } from './world.js';

/** So much time passes. Jobs wait by the true time: what is due by the desk's clock is made due for them, too. */
export const passTime = async (desk: Pick<World, 'asOwner'>, clock: ClockAhead, ms: number): Promise<void> => {
  clock.ahead += ms;
  const due = `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND run_at <= $1`;
  await desk.asOwner(due, [clock.now()]);
};
