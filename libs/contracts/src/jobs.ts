/** Job name → payload. Jobs carry ids, never personal data. */
export interface JobPayloads {
  'message.deliver': { tenantId: string; messageId: string };
  'session.sweep': Record<string, never>;
}
export type JobName = keyof JobPayloads;
