import type { INestApplicationContext } from '@nestjs/common';
import { IncidentsService } from '#libs/incidents';
import { Clock, type Config, Database, log, TenantScope } from '#libs/platform';
import { createPeople, type DemoAccount, readAccounts } from './demo-accounts.js';
import { tellFloor } from './demo-floor.js';
import { newTenantIds, setUpShops } from './demo-set-up.js';
import { DEMO_STORIES } from './demo-stories.js';
import { StoryClock } from './story-clock.js';
import { tellStory } from './tell-story.js';

export type { DemoAccount } from './demo-accounts.js';

/**
 * Fills an empty database with the scenario `netvivi` and two look-alike shops, through the verbs that people use. Returns the
 * accounts; where something is in the database already, those of the file from the first start.
 */
export const loadDemo = async (app: INestApplicationContext, config: Config): Promise<DemoAccount[]> => {
  const clock = app.get(Clock);
  if (!(clock instanceof StoryClock)) throw new Error('the demo needs a desk whose clock is a StoryClock');
  const database = app.get(Database);
  const isEmpty = await database.transaction(TenantScope.nothing, () => app.get(IncidentsService).isEmpty());
  if (!isEmpty) return readAccounts(config.dataDir);
  const now = new Date();
  const tenantIds = newTenantIds();
  const set = await database.transaction(TenantScope.of(...tenantIds.values()), async () => ({
    desks: await setUpShops(app, tenantIds),
    people: await createPeople(app, tenantIds, config.dataDir),
  }));
  try {
    for (const [index, story] of DEMO_STORIES.entries()) {
      await tellStory({ app, clock, now, desks: set.desks, actors: set.people.actors }, story, index);
    }
    clock.tellAt(now);
    await tellFloor({ app, now, tenantIds: [...tenantIds.values()], actors: set.people.actors });
  } finally {
    clock.backToPresent();
  }
  log.info({ inquiries: DEMO_STORIES.length }, 'the demo is loaded');
  return set.people.accounts;
};
