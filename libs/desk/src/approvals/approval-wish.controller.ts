import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ApprovalWish } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { ApprovalWishes } from './approval-wishes.service.js';
import { WishDto } from './approvals.dto.js';

@ApiTags('desks')
@Controller('api/v1/desks')
export class ApprovalWishController {
  constructor(private readonly wishes: ApprovalWishes) {}

  @Get(':id/approval-wish')
  @Allow('approval:rule')
  get(@Param('id') id: string): Promise<{ wish: ApprovalWish }> {
    return this.wishes.get(id);
  }

  @Put(':id/approval-wish')
  @Allow('approval:rule')
  set(@Param('id') id: string, @Body() body: WishDto): Promise<{ wish: ApprovalWish }> {
    return this.wishes.set(id, body.wish);
  }
}
