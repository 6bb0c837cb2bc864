import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { TicketFactsView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { CannedResponses } from './canned.service.js';

@ApiTags('tickets')
@Controller('api/v1/tickets/:id/facts')
export class TicketFactsController {
  constructor(private readonly canned: CannedResponses) {}

  @Get()
  @Allow('ticket:read')
  get(@Param('id') id: string): Promise<TicketFactsView> {
    return this.canned.factsOf(id);
  }
}
