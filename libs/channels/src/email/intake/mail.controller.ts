import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
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

/** Nothing that came by mail runs here: download only, no type of its own, no scripts, no frames. */
const DOWNLOAD_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

@ApiTags('mail')
@Controller('api/v1')
export class MailController {
  constructor(private readonly review: MailReview) {}

  @Get('tickets/:id/messages/:messageId/mail')
  @Allow('ticket:answer')
  detail(@Param('id') id: string, @Param('messageId') messageId: string): Promise<MailDetailView> {
    return this.review.detail(id, messageId);
  }

  @Get('tickets/:id/attachments/:attachmentId')
  @Allow('ticket:answer')
  async attachment(
    @Param('id') id: string,
    @Param('attachmentId') attachmentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { fileName, content } = await this.review.attachment(id, attachmentId);
    void reply.header('content-security-policy', DOWNLOAD_POLICY);
    void reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    void reply.type('application/octet-stream');
    return content;
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
