/** Job name → payload. Jobs carry ids, never personal data. */
export interface JobPayloads {
  'message.deliver': { tenantId: string; messageId: string };
  'mail.file': { tenantId: string; rawMailId: string };
}
export type JobName = keyof JobPayloads;
