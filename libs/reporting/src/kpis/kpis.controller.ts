import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { KpiView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { KpisDto } from './kpis.dto.js';
import { KpisService } from './kpis.service.js';

@ApiTags('reporting')
@Controller('api/v1/kpis')
export class KpisController {
  constructor(private readonly kpis: KpisService) {}

  @Get()
  @Allow('floor:read')
  view(@Query() query: KpisDto): Promise<KpiView> {
    return this.kpis.view(query);
  }
}
