import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { TenantCounters } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { QueueService } from './queue.service.js';

@ApiTags('queue')
@Controller('api/v1/queue')
export class QueueController {
  constructor(private readonly queue: QueueService) {}

  @Get('counters')
  @Allow('ticket:read')
  counters(): Promise<TenantCounters[]> {
    return this.queue.counters();
  }
}
