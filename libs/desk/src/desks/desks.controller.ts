import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DeskView, ListView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { DesksService } from './desks.service.js';

@ApiTags('desks')
@Controller('api/v1/desks')
export class DesksController {
  constructor(private readonly desks: DesksService) {}

  @Get()
  @Allow('desk:read')
  async list(): Promise<ListView<DeskView>> {
    return { items: await this.desks.list() };
  }
}
