import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { TicketView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { CallDto } from './calls.dto.js';
import { CallsService } from './calls.service.js';

@ApiTags('calls')
@Controller('api/v1/calls')
export class CallsController {
  constructor(private readonly calls: CallsService) {}

  @Post()
  @Allow('call:log')
  log(@Body() body: CallDto): Promise<TicketView> {
    return this.calls.log(body);
  }
}
