import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CallListPage, KpiView, PhoneDay } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { CallLists } from './call-list.service.js';
import { CallListDto, KpisDto } from './kpis.dto.js';
import { KpisService } from './kpis.service.js';

@ApiTags('reporting')
@Controller('api/v1/kpis')
export class KpisController {
  constructor(
    private readonly kpis: KpisService,
    private readonly lists: CallLists,
  ) {}

  /** The calls that a figure counts. */
  @Get('calls')
  @Allow('floor:read')
  calls(@Query() query: CallListDto): Promise<CallListPage> {
    return this.lists.list(query);
  }

  /** The phone today; a floor asks for it all day long. */
  @Get('phone')
  @Allow('floor:read')
  phone(): Promise<PhoneDay> {
    return this.kpis.phone();
  }

  @Get()
  @Allow('floor:read')
  view(@Query() query: KpisDto): Promise<KpiView> {
    return this.kpis.view(query);
  }
}
