export { MessageDeliverJob } from './email/message-deliver.job.js';
export { MessageIds } from './email/message-ids.js';
export { ChannelsModule } from './channels.module.js';
export { DeskMailboxes } from './email/intake/desk-mailboxes.js';
export { closeMailReader } from './email/reading/mail-reader.js';
export { ImapFetcher } from './email/imap/imap-fetcher.js';
export { SmtpListener } from './email/intake/smtp-listener.js';
export { MailAudit } from './email/audit/mail-audit.service.js';
export { clamdAddressOf, scanBytes } from './email/attachments/clamd.js';
