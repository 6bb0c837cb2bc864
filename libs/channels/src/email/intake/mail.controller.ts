import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  ListView,
  MailDetailView,
  MailLedgerRow,
  QuarantinedMailView,
  RawMailView,
  TicketView,
} from '#libs/contracts';
import { Allow } from '#libs/platform';
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
  discard(@Param('rawMailId') rawMailId: string): Promise<void> {
    return this.review.discard(rawMailId);
  }
}
