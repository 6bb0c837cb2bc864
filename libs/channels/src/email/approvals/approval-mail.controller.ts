import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ApprovalMail } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { ApprovalMails } from './approval-mail.service.js';

@ApiTags('approvals')
@Controller('api/v1/approvals')
export class ApprovalMailController {
  constructor(private readonly mails: ApprovalMails) {}

  @Get(':id/mail')
  @Allow('approval:decide')
  get(@Param('id') id: string): Promise<ApprovalMail> {
    return this.mails.get(id);
  }
}
