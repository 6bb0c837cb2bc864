import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { CannedPreview, CannedRow } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { CannedResponses } from './canned.service.js';

export class CannedQuery {
  @IsString() @MaxLength(40) ticketId: string;
  @IsOptional() @IsString() @MaxLength(100) q?: string;
}

export class PreviewQuery {
  @IsString() @MaxLength(40) ticketId: string;
}

@ApiTags('canned responses')
@Controller('api/v1/canned-responses')
export class CannedController {
  constructor(private readonly canned: CannedResponses) {}

  @Get()
  @Allow('canned:read')
  async list(@Query() query: CannedQuery): Promise<{ items: CannedRow[] }> {
    return { items: await this.canned.list(query.ticketId, query.q) };
  }

  @Get(':id/preview')
  @Allow('canned:read')
  preview(@Param('id') id: string, @Query() query: PreviewQuery): Promise<CannedPreview> {
    return this.canned.preview(id, query.ticketId);
  }
}
