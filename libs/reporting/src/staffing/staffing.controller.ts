import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { StaffingView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { StaffingDayDto, StaffingDto } from './staffing.dto.js';
import { StaffingService } from './staffing.service.js';

@ApiTags('reporting')
@Controller('api/v1/staffing')
export class StaffingController {
  constructor(private readonly staffing: StaffingService) {}

  @Get()
  @Allow('floor:read')
  view(@Query() { date }: StaffingDayDto): Promise<StaffingView> {
    return this.staffing.view(date);
  }

  @Post('what-if')
  @HttpCode(200)
  @Allow('floor:read')
  whatIf(@Body() body: StaffingDto): Promise<StaffingView> {
    return this.staffing.whatIf(body);
  }

  @Put()
  @Allow('staffing:write')
  save(@Body() body: StaffingDto): Promise<StaffingView> {
    return this.staffing.save(body);
  }
}
