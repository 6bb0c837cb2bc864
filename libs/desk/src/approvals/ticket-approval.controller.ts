import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ApprovalNeed, TicketApproval } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { ApprovalGate } from './approval-gate.service.js';
import { NeedDto } from './approvals.dto.js';
import { Approvals } from './approvals.service.js';

/** What the writer of a reply sees of its approval. */
@ApiTags('approvals')
@Controller('api/v1/tickets')
export class TicketApprovalController {
  constructor(
    private readonly gate: ApprovalGate,
    private readonly approvals: Approvals,
  ) {}

  @Post(':id/approval-need')
  @Allow('ticket:answer')
  @HttpCode(200)
  need(@Param('id') id: string, @Body() body: NeedDto): Promise<ApprovalNeed> {
    return this.gate.need(id, body.text, body.cannedKeys ?? []);
  }

  @Get(':id/approval')
  @Allow('ticket:answer')
  ofTicket(@Param('id') id: string): Promise<TicketApproval> {
    return this.approvals.ofTicket(id);
  }
}
