import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListView, SavedView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { NewSavedViewDto, ShareViewDto, ViewNameDto } from './views.dto.js';
import { ViewsService } from './views.service.js';

@ApiTags('views')
@Controller('api/v1/views')
export class ViewsController {
  constructor(private readonly views: ViewsService) {}

  @Get()
  @Allow('view:own')
  async list(): Promise<ListView<SavedView>> {
    return { items: await this.views.list() };
  }

  @Post()
  @Allow('view:own')
  save(@Body() body: NewSavedViewDto): Promise<SavedView> {
    return this.views.save(body);
  }

  @Put(':id')
  @Allow('view:own')
  rename(@Param('id') id: string, @Body() body: ViewNameDto): Promise<SavedView> {
    return this.views.rename(id, body.name);
  }

  @Post(':id/share')
  @Allow('view:share')
  @HttpCode(200)
  share(@Param('id') id: string, @Body() body: ShareViewDto): Promise<SavedView> {
    return this.views.share(id, body.shared);
  }

  @Delete(':id')
  @Allow('view:own')
  @HttpCode(204)
  remove(@Param('id') id: string): Promise<void> {
    return this.views.remove(id);
  }
}
