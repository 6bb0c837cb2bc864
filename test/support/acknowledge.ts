import type { JobPayloads } from '#libs/contracts';
import { AcknowledgementJob } from '#libs/desk';
import type { World } from './world.js';

/** Without a worker: runs the job that an inquiry with `acknowledge` left; answers the id of the mail that then waits. */
export const acknowledge = async (desk: World, ticketId: string): Promise<string> => {
  const [waiting] = await desk.asOwner<{ payload: JobPayloads['ticket.acknowledge'] }>(
    `SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'ticketId' = $1`,
    [ticketId],
  );
  await desk.inBoth(() => desk.api.app.get(AcknowledgementJob).run(waiting!.payload));
  return waiting!.payload.messageId;
};
