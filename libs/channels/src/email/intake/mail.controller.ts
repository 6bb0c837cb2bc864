import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  DecidedMailPage,
  ListView,
  MailDetailView,
  MailLedgerRow,
  QuarantinePage,
  RawMailView,
  SameSenderPage,
  TicketView,
} from '#libs/contracts';
import { Allow } from '#libs/platform';
import { MailDiscardDto, MailNoteDto, MailPageDto, QuarantineDto, SameSenderDto } from './mail.dto.js';
import { MailReview } from './mail-review.service.js';
import { Quarantine } from './quarantine.service.js';

@ApiTags('mail')
@Controller('api/v1')
export class MailController {
  constructor(
    private readonly review: MailReview,
    private readonly quarantine: Quarantine,
  ) {}

  @Get('tickets/:id/messages/:messageId/mail')
  @Allow('ticket:answer')
  detail(@Param('id') id: string, @Param('messageId') messageId: string): Promise<MailDetailView> {
    return this.review.detail(id, messageId);
  }

  @Get('tickets/:id/messages/:messageId/mail/raw')
  @Allow('ticket:answer')
  behind(@Param('id') id: string, @Param('messageId') messageId: string): Promise<RawMailView> {
    return this.review.raw(id, messageId);
  }

  @Post('tickets/:id/messages/:messageId/mail/move-out')
  @Allow('mail:review')
  @HttpCode(200)
  moveOut(@Param('id') id: string, @Param('messageId') messageId: string): Promise<TicketView> {
    return this.review.moveOut(id, messageId);
  }

  @Get('mail/decided')
  @Allow('mail:review')
  decided(@Query() query: MailPageDto): Promise<DecidedMailPage> {
    return this.quarantine.decided(query);
  }

  @Get('mail/quarantine')
  @Allow('mail:review')
  waiting(@Query() query: QuarantineDto): Promise<QuarantinePage> {
    return this.quarantine.waiting(query);
  }

  @Get('mail/ledger')
  @Allow('mail:review')
  async ledger(): Promise<ListView<MailLedgerRow>> {
    return { items: await this.review.ledger() };
  }

  @Get('mail/:rawMailId/raw')
  @Allow('mail:review')
  raw(@Param('rawMailId') rawMailId: string): Promise<RawMailView> {
    return this.quarantine.raw(rawMailId);
  }

  @Get('mail/:rawMailId/same-sender')
  @Allow('mail:review')
  sameSender(@Param('rawMailId') rawMailId: string, @Query() { cursor }: SameSenderDto): Promise<SameSenderPage> {
    return this.quarantine.sameSender(rawMailId, cursor);
  }

  @Post('mail/:rawMailId/file')
  @Allow('mail:review')
  @HttpCode(200)
  file(@Param('rawMailId') rawMailId: string): Promise<TicketView> {
    return this.quarantine.file(rawMailId);
  }

  @Post('mail/:rawMailId/discard')
  @Allow('mail:review')
  @HttpCode(204)
  discard(@Param('rawMailId') rawMailId: string, @Body() { reason }: MailDiscardDto): Promise<void> {
    return this.quarantine.discard(rawMailId, reason);
  }

  @Post('mail/:rawMailId/restore')
  @Allow('mail:review')
  @HttpCode(204)
  restore(@Param('rawMailId') rawMailId: string): Promise<void> {
    return this.quarantine.restore(rawMailId);
  }

  @Post('mail/:rawMailId/note')
  @Allow('mail:review')
  @HttpCode(204)
  leave(@Param('rawMailId') rawMailId: string, @Body() { text }: MailNoteDto): Promise<void> {
    return this.quarantine.leave(rawMailId, text);
  }
}
