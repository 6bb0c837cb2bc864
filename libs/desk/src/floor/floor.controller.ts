import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FloorDays, FloorView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { FloorService } from './floor.service.js';

@ApiTags('floor')
@Controller('api/v1/floor')
export class FloorController {
  constructor(private readonly floor: FloorService) {}

  @Get()
  @Allow('floor:read')
  view(): Promise<FloorView> {
    return this.floor.view();
  }

  /** Apart from the view: it grows all day long and is drawn anew now and then. */
  @Get('days')
  @Allow('floor:read')
  days(): Promise<FloorDays> {
    return this.floor.days();
  }
}
