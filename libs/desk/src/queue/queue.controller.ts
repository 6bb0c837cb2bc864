import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListView, TenantCounters } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { QueueService } from './queue.service.js';

@ApiTags('queue')
@Controller('api/v1/queue')
export class QueueController {
  constructor(private readonly queue: QueueService) {}

  @Get('counters')
  @Allow('ticket:read')
  async counters(): Promise<ListView<TenantCounters>> {
    return { items: await this.queue.counters() };
  }
}
