import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ApprovalCounts, ApprovalList, ApprovalView, TicketView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { ApprovalDecisions } from './approval-decisions.service.js';
import { ApprovalReviews } from './approval-reviews.service.js';
import { ApprovalListDto, ApproveDto, EditDto, ReturnDto } from './approvals.dto.js';
import { Approvals } from './approvals.service.js';

@ApiTags('approvals')
@Controller('api/v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly approvals: Approvals,
    private readonly reviews: ApprovalReviews,
    private readonly decisions: ApprovalDecisions,
  ) {}

  @Get()
  @Allow('approval:decide')
  list(@Query() { limit }: ApprovalListDto): Promise<ApprovalList> {
    return this.approvals.list(limit);
  }

  @Get('counts')
  @Allow('approval:decide')
  counts(): Promise<ApprovalCounts> {
    return this.approvals.counts();
  }

  @Get(':id')
  @Allow('approval:decide')
  get(@Param('id') id: string): Promise<ApprovalView> {
    return this.approvals.get(id);
  }

  @Post(':id/open')
  @Allow('approval:decide')
  @HttpCode(200)
  open(@Param('id') id: string): Promise<ApprovalView> {
    return this.reviews.open(id);
  }

  @Post(':id/leave')
  @Allow('approval:decide')
  @HttpCode(200)
  leave(@Param('id') id: string): Promise<ApprovalView> {
    return this.reviews.leave(id);
  }

  @Post(':id/edit')
  @Allow('approval:decide')
  @HttpCode(200)
  edit(@Param('id') id: string, @Body() body: EditDto): Promise<ApprovalView> {
    return this.reviews.edit(id, body);
  }

  @Post(':id/approve')
  @Allow('approval:decide')
  @HttpCode(200)
  approve(@Param('id') id: string, @Body() body: ApproveDto): Promise<ApprovalView> {
    return this.decisions.approve(id, body);
  }

  @Post(':id/return')
  @Allow('approval:decide')
  @HttpCode(200)
  giveBack(@Param('id') id: string, @Body() body: ReturnDto): Promise<ApprovalView> {
    return this.decisions.giveBack(id, body);
  }

  @Post(':id/undo')
  @Allow('approval:decide')
  @HttpCode(200)
  undo(@Param('id') id: string): Promise<ApprovalView> {
    return this.decisions.undo(id);
  }

  @Post(':id/pull-back')
  @Allow('ticket:answer')
  @HttpCode(200)
  pullBack(@Param('id') id: string): Promise<TicketView> {
    return this.decisions.pullBack(id);
  }
}
