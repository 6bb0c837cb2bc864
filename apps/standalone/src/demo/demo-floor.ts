import type { INestApplicationContext } from '@nestjs/common';
import type { AgentState } from '#libs/contracts';
import { AgentStates } from '#libs/desk';
import { type Actor, Database, TenantScope, withContext } from '#libs/platform';
import { DEFAULT_ASSUMPTIONS, StaffingService } from '#libs/reporting';
import { DEMO_PERSONS } from './demo-shops.js';
import type { StaffKey } from './demo-staff.js';

const MINUTE = 60_000;
const SHIFT_MINUTES = 4 * 60;

/** A morning at the desk, in minutes of each state; each person begins at another place of it. */
const MORNING: readonly [AgentState, number][] = [
  ['on_call', 14],
  ['after_call', 4],
  ['available', 9],
  ['on_call', 21],
  ['after_call', 6],
  ['available', 26],
  ['on_call', 8],
  ['after_call', 3],
  ['away', 11],
  ['available', 17],
  ['on_call', 12],
  ['after_call', 5],
  ['recovering', 5],
  ['available', 23],
];

const ON_SHIFT: readonly StaffKey[] = ['ogawa', 'sato', 'ito', 'morita'];

interface Floor {
  app: INestApplicationContext;
  now: Date;
  tenantIds: readonly string[];
  actors: ReadonlyMap<StaffKey, Actor>;
}

/** The hours of the colleagues before the demo began, and the plan of the mailing that people ask about. */
export const tellFloor = async ({ app, now, tenantIds, actors }: Floor): Promise<void> => {
  const scope = TenantScope.of(...tenantIds);
  const within = <T>(actor: Actor, work: () => Promise<T>): Promise<T> =>
    withContext({ requestId: 'demo', language: 'ja', actor }, () => app.get(Database).transaction(scope, work));
  const states = app.get(AgentStates);
  for (const [index, key] of ON_SHIFT.entries()) {
    const actor = actors.get(key)!;
    await within(actor, async () => {
      let at = now.getTime() - (SHIFT_MINUTES - index * 7) * MINUTE;
      for (let step = index * 3; at < now.getTime() - MINUTE; step += 1) {
        const [state, minutes] = MORNING[step % MORNING.length]!;
        await states.set(actor.userId, state, new Date(at));
        at += minutes * MINUTE;
      }
      await states.set(actor.userId, 'offline', now);
    });
  }
  const supervisor = actors.get('morita')!;
  const batches = [{ at: new Date(now.getTime() - 20 * 60 * MINUTE).toISOString(), persons: DEMO_PERSONS }];
  await within(supervisor, () => app.get(StaffingService).save({ assumptions: DEFAULT_ASSUMPTIONS, batches }));
};
