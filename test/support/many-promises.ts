import { currentTransaction } from '#libs/platform';
import type { World } from './world.js';

const LIKE_IT = `
  INSERT INTO promise (tenant_id, id, ticket_id, home_ticket_id, desk_id, kind, promised_until, starts_at, until, phone, caller_id_told,
                       say, limits, assignee_id, made_by, made_at, told_to, told_at, source, caller_key)
  SELECT tenant_id, gen_random_uuid(), ticket_id, home_ticket_id, desk_id, kind, until + n * interval '1 minute', starts_at,
         until + n * interval '1 minute', phone, caller_id_told, say, limits, assignee_id, made_by, made_at, told_to, told_at, source, caller_key
    FROM promise, generate_series(1, $2::int) n WHERE id = $1`;

/** More promises like one, each a minute later than the one before. */
export const owePromises = async (desk: Pick<World, 'inBoth'>, likeId: string, count: number): Promise<void> => {
  await desk.inBoth(() => currentTransaction().manager.query(LIKE_IT, [likeId, count]));
};
