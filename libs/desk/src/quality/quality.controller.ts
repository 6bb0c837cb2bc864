import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { QualityDrawn, QualityList, QualityView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { QualityListDto, SheetDto } from './quality.dto.js';
import { QualityDraws } from './quality-draws.js';
import { Quality } from './quality.service.js';

@ApiTags('quality')
@Controller('api/v1/quality')
export class QualityController {
  constructor(
    private readonly quality: Quality,
    private readonly draws: QualityDraws,
  ) {}

  @Get()
  @Allow('quality:check')
  list(@Query() { cursor }: QualityListDto): Promise<QualityList> {
    return this.quality.list(cursor);
  }

  /** A further draw from what was sent today. */
  @Post('draw')
  @Allow('quality:check')
  @HttpCode(200)
  async draw(): Promise<QualityDrawn> {
    return { drawn: await this.draws.now() };
  }

  @Get(':id')
  @Allow('quality:check')
  get(@Param('id') id: string): Promise<QualityView> {
    return this.quality.get(id);
  }

  @Post(':id/check')
  @Allow('quality:check')
  @HttpCode(200)
  check(@Param('id') id: string, @Body() body: SheetDto): Promise<QualityView> {
    return this.quality.check(id, body);
  }
}
