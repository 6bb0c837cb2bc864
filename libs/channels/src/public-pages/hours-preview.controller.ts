import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HoursPreviewView } from '#libs/contracts';
import { HoursPreviewDto } from '#libs/desk';
import { Allow } from '#libs/platform';
import { HoursPreview } from './hours-preview.service.js';

@ApiTags('desks')
@Controller('api/v1/desks/:id/hours/preview')
export class HoursPreviewController {
  constructor(private readonly preview: HoursPreview) {}

  @Post()
  @HttpCode(200)
  @Allow('desk:write')
  show(@Param('id') id: string, @Body() body: HoursPreviewDto): Promise<HoursPreviewView> {
    return this.preview.of(id, body);
  }
}
