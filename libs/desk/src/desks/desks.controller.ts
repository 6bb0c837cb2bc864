import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DeskView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { DesksService } from './desks.service.js';

@ApiTags('desks')
@Controller('api/v1/desks')
export class DesksController {
  constructor(private readonly desks: DesksService) {}

  @Get()
  @Allow('desk:read')
  list(): Promise<DeskView[]> {
    return this.desks.list();
  }
}
