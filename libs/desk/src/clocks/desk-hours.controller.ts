import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DeskHoursView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { HoursDto } from './desk-hours.dto.js';
import { DeskHoursService } from './desk-hours.service.js';

@ApiTags('desks')
@Controller('api/v1/desks/:id/hours')
export class DeskHoursController {
  constructor(private readonly hours: DeskHoursService) {}

  @Get()
  @Allow('desk:write')
  view(@Param('id') id: string): Promise<DeskHoursView> {
    return this.hours.view(id);
  }

  @Put()
  @Allow('desk:write')
  set(@Param('id') id: string, @Body() body: HoursDto): Promise<DeskHoursView> {
    return this.hours.set(id, body);
  }

  @Delete(':from')
  @Allow('desk:write')
  withdraw(@Param('id') id: string, @Param('from') from: string): Promise<DeskHoursView> {
    return this.hours.withdraw(id, from);
  }
}
