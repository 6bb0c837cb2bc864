import { Injectable } from '@nestjs/common';
import type { ApprovalMail } from '#libs/contracts';
import { Approvals } from '#libs/desk';
import { notFound } from '#libs/platform';
import { MailComposer } from '../mail-composer.js';
import { ApprovalMailRepository } from './approval-mail.repository.js';

/** The mail that a second person reads is made by the code that makes the one that leaves. */
@Injectable()
export class ApprovalMails {
  constructor(
    private readonly mails: ApprovalMailRepository,
    private readonly approvals: Approvals,
    private readonly composer: MailComposer,
  ) {}

  async get(id: string): Promise<ApprovalMail> {
    const approval = await this.approvals.get(id);
    const waiting = await this.mails.find(approval.id);
    const mail = waiting && this.composer.compose(waiting);
    if (!mail) throw notFound();
    return { from: `${mail.from.name} <${mail.from.address}>`, to: mail.to, subject: mail.subject, text: mail.text };
  }
}
