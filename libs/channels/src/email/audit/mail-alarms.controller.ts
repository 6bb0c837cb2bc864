import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListView, MailAlarmView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { MailAudit } from './mail-audit.service.js';

@ApiTags('mail')
@Controller('api/v1/mail/alarms')
export class MailAlarmsController {
  constructor(private readonly audit: MailAudit) {}

  @Get()
  @Allow('mail:review')
  async list(): Promise<ListView<MailAlarmView>> {
    return { items: await this.audit.list() };
  }

  @Post(':id/settle')
  @HttpCode(204)
  @Allow('mail:review')
  settle(@Param('id') id: string): Promise<void> {
    return this.audit.settle(id);
  }
}
