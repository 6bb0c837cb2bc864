import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DeskMailSettingsView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { DeskMailSettingsDto, NewDkimKeyDto } from './desk-mail-settings.dto.js';
import { DeskMailSettings } from './desk-mail-settings.service.js';

@ApiTags('desks')
@Controller('api/v1/desks/:id/mail-settings')
export class DeskMailSettingsController {
  constructor(private readonly settings: DeskMailSettings) {}

  @Get()
  @Allow('mailbox:write')
  get(@Param('id') id: string): Promise<DeskMailSettingsView> {
    return this.settings.get(id);
  }

  @Put()
  @Allow('mailbox:write')
  change(@Param('id') id: string, @Body() body: DeskMailSettingsDto): Promise<DeskMailSettingsView> {
    return this.settings.change(id, body);
  }

  @Post('dkim')
  @Allow('mailbox:write')
  @HttpCode(200)
  newKey(@Param('id') id: string, @Body() body: NewDkimKeyDto): Promise<DeskMailSettingsView> {
    return this.settings.newKey(id, body);
  }
}
