import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { AttachmentView } from '#libs/contracts';
import { Allow, WithoutTransaction } from '#libs/platform';
import { PreviewDto } from './attachments.dto.js';
import { Attachments } from './attachments.service.js';

/** Nothing that came by mail runs here: no scripts, no frames, no type of its own. */
const SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'";

@ApiTags('mail')
@Controller('api/v1/tickets/:id/attachments/:attachmentId')
export class AttachmentsController {
  constructor(private readonly attachments: Attachments) {}

  @Get()
  @Allow('ticket:answer')
  async open(
    @Param('id') id: string,
    @Param('attachmentId') attachmentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { fileName, content } = await this.attachments.open(id, attachmentId);
    guard(reply, 'application/octet-stream');
    void reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    return content;
  }

  @Get('preview')
  @Allow('ticket:answer')
  @WithoutTransaction()
  async preview(
    @Param('id') id: string,
    @Param('attachmentId') attachmentId: string,
    @Query() { size }: PreviewDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const picture = await this.attachments.preview(id, attachmentId, size);
    guard(reply, 'image/webp');
    return picture;
  }

  @Post('release')
  @HttpCode(200)
  @Allow('mail:review')
  release(@Param('id') id: string, @Param('attachmentId') attachmentId: string): Promise<AttachmentView> {
    return this.attachments.release(id, attachmentId);
  }
}

const guard = (reply: FastifyReply, type: string): void => {
  void reply.type(type);
  void reply.header('content-security-policy', SANDBOX);
  void reply.header('x-content-type-options', 'nosniff');
  void reply.header('cache-control', 'private, no-store');
};
