import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FloorView } from '#libs/contracts';
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
}
