import { Injectable } from '@nestjs/common';
import type { JobPayloads } from '#libs/contracts';
import { DatabaseJob, JobHandler, TenantScope } from '#libs/platform';
import { ToldTimes } from '../tickets/told-times.service.js';
import { AcknowledgementsRepository } from './acknowledgements.repository.js';
import { Acknowledgements } from './acknowledgements.service.js';

type Payload = JobPayloads['ticket.acknowledge'];

/** Writes the automatic receipt of an inquiry, once, and has it delivered: whoever sends an inquiry waits for neither. */
@Injectable()
@JobHandler()
export class AcknowledgementJob extends DatabaseJob<'ticket.acknowledge'> {
  readonly name = 'ticket.acknowledge';

  constructor(
    private readonly acknowledgements: AcknowledgementsRepository,
    private readonly texts: Acknowledgements,
    private readonly toldTimes: ToldTimes,
  ) {
    super();
  }

  scopeOf({ tenantId }: Payload): TenantScope {
    return TenantScope.of(tenantId);
  }

  async run({ tenantId, ticketId, messageId }: Payload): Promise<void> {
    const ticket = await this.acknowledgements.ticket(ticketId);
    if (!ticket) return;
    const acknowledgement = await this.texts.forDesk(ticket.deskId, ticket.language, await this.toldTimes.of(ticket));
    await this.acknowledgements.insert(tenantId, ticketId, messageId, acknowledgement);
  }
}
