import { Module } from '@nestjs/common';
import { DeskModule } from '#libs/desk';
import { ApprovalMailController } from './approvals/approval-mail.controller.js';
import { ApprovalMailRepository } from './approvals/approval-mail.repository.js';
import { ApprovalMails } from './approvals/approval-mail.service.js';
import { AttachmentScanJob } from './attachments/attachment-scan.job.js';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { AttachmentsRepository } from './attachments/attachments.repository.js';
import { Attachments } from './attachments/attachments.service.js';
import { PicturePreviews } from './attachments/picture-previews.js';
import { VirusScanner } from './attachments/virus-scanner.js';
import { MailAlarmsController } from './audit/mail-alarms.controller.js';
import { MailAlarmsRepository } from './audit/mail-alarms.repository.js';
import { MailAudit } from './audit/mail-audit.service.js';
import { ImapFetcher } from './imap/imap-fetcher.js';
import { DeskMailboxes } from './intake/desk-mailboxes.js';
import { MailController } from './intake/mail.controller.js';
import { MailDetailsRepository } from './intake/mail-details.repository.js';
import { MailFileJob } from './intake/mail-file.job.js';
import { MailFiling } from './intake/mail-filing.service.js';
import { MailIntake } from './intake/mail-intake.service.js';
import { MailReview } from './intake/mail-review.service.js';
import { MailboxesRepository } from './intake/mailboxes.repository.js';
import { QuarantineRepository } from './intake/quarantine.repository.js';
import { Quarantine } from './intake/quarantine.service.js';
import { RawMailsRepository } from './intake/raw-mails.repository.js';
import { SenderCheck } from './intake/sender-check.js';
import { SmtpLimits } from './intake/smtp-limits.js';
import { SmtpListener } from './intake/smtp-listener.js';
import { MailboxMarks } from './mailboxes/mailbox-marks.js';
import { MailboxSettings } from './mailboxes/mailbox-settings.service.js';
import { MailboxTestEndJob } from './mailboxes/mailbox-test-end.job.js';
import { MailboxTestRecords } from './mailboxes/mailbox-test-records.js';
import { MailboxTest } from './mailboxes/mailbox-test.service.js';
import { MailboxesController } from './mailboxes/mailboxes.controller.js';
import { MailComposer } from './mail-composer.js';
import { MailRelay } from './mail-relay.js';
import { MailRepository } from './mail.repository.js';
import { MessageDeliverJob } from './message-deliver.job.js';
import { MessageIds } from './message-ids.js';
import { OutboxController } from './outbox.controller.js';
import { OutboxRepository } from './outbox.repository.js';
import { OutboxService } from './outbox.service.js';
import { DeskMailSecrets } from './sending/desk-mail-secrets.js';
import { DeskMailSettingsController } from './sending/desk-mail-settings.controller.js';
import { DeskMailSettingsRepository } from './sending/desk-mail-settings.repository.js';
import { DeskMailSettings } from './sending/desk-mail-settings.service.js';
import { MailPaceRepository } from './sending/mail-pace.repository.js';
import { MailPace } from './sending/mail-pace.js';
import { MailRoutes } from './sending/mail-routes.js';

/** Mail in both directions: kept raw, read and filed; composed in the desk's name, delivered by a job or kept in the outbox. */
@Module({
  imports: [DeskModule],
  controllers: [
    ApprovalMailController,
    AttachmentsController,
    DeskMailSettingsController,
    MailAlarmsController,
    MailController,
    MailboxesController,
    OutboxController,
  ],
  providers: [
    MailAlarmsRepository,
    MailAudit,
    MailboxTestEndJob,
    MailboxTestRecords,
    ApprovalMailRepository,
    ApprovalMails,
    Attachments,
    AttachmentScanJob,
    AttachmentsRepository,
    PicturePreviews,
    VirusScanner,
    DeskMailSecrets,
    DeskMailSettings,
    DeskMailSettingsRepository,
    MailPace,
    MailPaceRepository,
    MailRoutes,
    MailComposer,
    MailRelay,
    MailRepository,
    MessageDeliverJob,
    MessageIds,
    OutboxRepository,
    OutboxService,
    MailboxesRepository,
    DeskMailboxes,
    ImapFetcher,
    MailboxMarks,
    MailboxSettings,
    MailboxTest,
    MailDetailsRepository,
    MailFileJob,
    MailFiling,
    MailIntake,
    MailReview,
    Quarantine,
    QuarantineRepository,
    RawMailsRepository,
    SenderCheck,
    SmtpLimits,
    SmtpListener,
  ],
  exports: [DeskMailboxes, ImapFetcher, MailAudit, MessageIds, SmtpListener],
})
export class EmailModule {}
