import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import type { DeskStatementView, DeskView, ListView } from '#libs/contracts';
import { IncidentFacts } from '#libs/incidents';
import { Allow, requestLanguage } from '#libs/platform';
import { DesksService } from './desks.service.js';

class AsksRatingDto {
  @ApiProperty() @IsBoolean() asked: boolean;
}

@ApiTags('desks')
@Controller('api/v1/desks')
export class DesksController {
  constructor(
    private readonly desks: DesksService,
    private readonly incidents: IncidentFacts,
  ) {}

  @Get()
  @Allow('desk:read')
  async list(): Promise<ListView<DeskView>> {
    return { items: await this.desks.list() };
  }

  @Put(':id/asks-rating')
  @Allow('desk:write')
  setAsksRating(@Param('id') id: string, @Body() body: AsksRatingDto): Promise<DeskView> {
    return this.desks.setAsksRating(id, body.asked);
  }

  @Get(':id/statement')
  @Allow('desk:read')
  async statement(@Param('id') id: string): Promise<DeskStatementView> {
    const desk = await this.desks.get(id);
    const { statement } = await this.incidents.view(desk.tenantId, desk.incidentId, requestLanguage());
    return { statement };
  }
}
