import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListView, MailboxTestView, MailboxView } from '#libs/contracts';
import { Allow, WithoutTransaction } from '#libs/platform';
import { MailboxSettings } from './mailbox-settings.service.js';
import { MailboxTest } from './mailbox-test.service.js';
import { ImapSettingsDto, MailboxDto } from './mailboxes.dto.js';

@ApiTags('mailboxes')
@Controller('api/v1/mailboxes')
export class MailboxesController {
  constructor(
    private readonly settings: MailboxSettings,
    private readonly tests: MailboxTest,
  ) {}

  @Get()
  @Allow('mail:review')
  async list(): Promise<ListView<MailboxView>> {
    return { items: await this.settings.list() };
  }

  @Post()
  @Allow('mailbox:write')
  open(@Body() body: MailboxDto): Promise<MailboxView> {
    return this.settings.open(body);
  }

  @Put(':id/imap')
  @Allow('mailbox:write')
  setImap(@Param('id') id: string, @Body() body: ImapSettingsDto): Promise<MailboxView> {
    return this.settings.setImap(id, body);
  }

  @Delete(':id/imap')
  @Allow('mailbox:write')
  endImap(@Param('id') id: string): Promise<MailboxView> {
    return this.settings.endImap(id);
  }

  @Post(':id/stop')
  @HttpCode(200)
  @Allow('mailbox:write')
  stop(@Param('id') id: string): Promise<MailboxView> {
    return this.settings.setFetching(id, false);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Allow('mailbox:write')
  resume(@Param('id') id: string): Promise<MailboxView> {
    return this.settings.setFetching(id, true);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Allow('mailbox:write')
  @WithoutTransaction()
  test(@Param('id') id: string): Promise<MailboxTestView> {
    return this.tests.begin(id);
  }

  @Get(':id/test/:mark')
  @Allow('mail:review')
  @WithoutTransaction()
  follow(@Param('id') id: string, @Param('mark') mark: string): Promise<MailboxTestView> {
    return this.tests.follow(id, mark);
  }
}
