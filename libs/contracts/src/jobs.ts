/** Job name → payload. Jobs carry ids, never personal data. */
export interface JobPayloads {
  'ticket.acknowledge': { tenantId: string; ticketId: string; messageId: string };
  'message.deliver': { tenantId: string; messageId: string };
  'promise.alarm': { tenantId: string; promiseId: string };
  'escalation.alarm': { tenantId: string; escalationId: string };
  'mail.file': { tenantId: string; rawMailId: string };
  'mailbox.test_end': { tenantId: string; mailboxId: string; mark: string };
  'attachment.scan': { tenantId: string; attachmentId: string };
}
export type JobName = keyof JobPayloads;
