import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  DecidedMailView,
  ListView,
  MailDetailView,
  MailLedgerRow,
  QuarantinedMailView,
  RawMailView,
  TicketView,
} from '#libs/contracts';
import { Allow } from '#libs/platform';
import { MailDiscardDto, MailNoteDto } from './mail.dto.js';
import { MailReview } from './mail-review.service.js';

@ApiTags('mail')
@Controller('api/v1')
export class MailController {
  constructor(private readonly review: MailReview) {}

  @Get('tickets/:id/messages/:messageId/mail')
  @Allow('ticket:answer')
  detail(@Param('id') id: string, @Param('messageId') messageId: string): Promise<MailDetailView> {
    return this.review.detail(id, messageId);
  }

  @Post('tickets/:id/messages/:messageId/mail/move-out')
  @Allow('mail:review')
  @HttpCode(200)
  moveOut(@Param('id') id: string, @Param('messageId') messageId: string): Promise<TicketView> {
    return this.review.moveOut(id, messageId);
  }

  @Get('mail/decided')
  @Allow('mail:review')
  async decided(): Promise<ListView<DecidedMailView>> {
    return { items: await this.review.decided() };
  }

  @Get('mail/quarantine')
  @Allow('mail:review')
  async quarantine(): Promise<ListView<QuarantinedMailView>> {
    return { items: await this.review.quarantine() };
  }

  @Get('mail/ledger')
  @Allow('mail:review')
  async ledger(): Promise<ListView<MailLedgerRow>> {
    return { items: await this.review.ledger() };
  }

  @Get('mail/:rawMailId/raw')
  @Allow('mail:review')
  raw(@Param('rawMailId') rawMailId: string): Promise<RawMailView> {
    return this.review.raw(rawMailId);
  }

  @Post('mail/:rawMailId/file')
  @Allow('mail:review')
  @HttpCode(200)
  file(@Param('rawMailId') rawMailId: string): Promise<TicketView> {
    return this.review.file(rawMailId);
  }

  @Post('mail/:rawMailId/discard')
  @Allow('mail:review')
  @HttpCode(204)
  discard(@Param('rawMailId') rawMailId: string, @Body() { reason }: MailDiscardDto): Promise<void> {
    return this.review.discard(rawMailId, reason);
  }

  @Post('mail/:rawMailId/restore')
  @Allow('mail:review')
  @HttpCode(204)
  restore(@Param('rawMailId') rawMailId: string): Promise<void> {
    return this.review.restore(rawMailId);
  }

  @Post('mail/:rawMailId/note')
  @Allow('mail:review')
  @HttpCode(204)
  leave(@Param('rawMailId') rawMailId: string, @Body() { text }: MailNoteDto): Promise<void> {
    return this.review.leave(rawMailId, text);
  }
}
