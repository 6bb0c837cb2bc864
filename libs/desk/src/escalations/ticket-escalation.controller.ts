import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ComplaintAnswer, EscalateAnswer, TicketEscalation } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { Complaints } from './complaints.service.js';
import { ComplaintDto, EscalateDto } from './escalations.dto.js';
import { Escalations } from './escalations.service.js';

@ApiTags('escalations')
@Controller('api/v1/tickets')
export class TicketEscalationController {
  constructor(
    private readonly escalations: Escalations,
    private readonly complaints: Complaints,
  ) {}

  @Get(':id/escalation')
  @Allow('escalation:open')
  ofTicket(@Param('id') id: string): Promise<TicketEscalation> {
    return this.escalations.ofTicket(id);
  }

  @Post(':id/escalations')
  @Allow('escalation:open')
  open(@Param('id') id: string, @Body() body: EscalateDto): Promise<EscalateAnswer> {
    return this.escalations.open(id, body);
  }

  @Post(':id/complaint')
  @Allow('escalation:open')
  @HttpCode(200)
  complaint(@Param('id') id: string, @Body() body: ComplaintDto): Promise<ComplaintAnswer> {
    return this.complaints.set(id, body);
  }
}
