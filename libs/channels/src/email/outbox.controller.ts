import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { OutboxPage } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { OutboxService } from './outbox.service.js';

export class OutboxQuery {
  @IsOptional() @IsString() @MaxLength(200) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) limit?: number;
}

@ApiTags('outbox')
@Controller('api/v1/outbox')
export class OutboxController {
  constructor(private readonly outbox: OutboxService) {}

  @Get()
  @Allow('outbox:read')
  list(@Query() query: OutboxQuery): Promise<OutboxPage> {
    return this.outbox.list(query.cursor, query.limit);
  }
}
