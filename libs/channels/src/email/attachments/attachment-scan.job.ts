import { Injectable } from '@nestjs/common';
import type { JobPayloads } from '#libs/contracts';
import { Clock, EventLog, Job, JobHandler, type JobRun, type JobVerdict, TenantScope } from '#libs/platform';
import { awaitsScan } from './attachment.policy.js';
import { type AttachmentRow, AttachmentsRepository } from './attachments.repository.js';
import type { ScanResult } from './clamd.js';
import { VirusScanner } from './virus-scanner.js';

type Payload = JobPayloads['attachment.scan'];

interface LoadedAttachment {
  attachment: AttachmentRow;
  content: Buffer;
}

/** Shows one attachment to the virus scanner. A scan that fails is tried again with growing delay; until then nobody opens it. */
@Injectable()
@JobHandler()
export class AttachmentScanJob extends Job<'attachment.scan', LoadedAttachment, ScanResult | null> {
  readonly name = 'attachment.scan';

  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly scanner: VirusScanner,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  scopeOf(payload: Payload): TenantScope {
    return TenantScope.of(payload.tenantId);
  }

  async load({ attachmentId }: Payload): Promise<LoadedAttachment | null> {
    const attachment = await this.attachments.find(attachmentId);
    if (!attachment || !awaitsScan(attachment)) return null;
    return { attachment, content: await this.attachments.contentOf(attachment) };
  }

  perform({ content }: LoadedAttachment): Promise<ScanResult | null> {
    return this.scanner.scan(content);
  }

  async record(
    { attachmentId }: Payload,
    _loaded: LoadedAttachment,
    result: ScanResult | null,
    _run: JobRun,
  ): Promise<JobVerdict> {
    // The scanner was taken away since: what waits for it goes on waiting, for its return or for a supervisor.
    if (result === null) return 'retry';
    const attachment = await this.attachments.lock(attachmentId);
    if (!attachment || !awaitsScan(attachment)) return 'done';
    await this.attachments.recordScan(attachment, result, this.clock.now());
    const isNews = result.scan !== attachment.scan || result.finding !== attachment.finding;
    if (isNews) {
      await this.events.record({
        tenantId: attachment.tenantId,
        type: result.scan === 'failed' ? 'attachment.scan_failed' : 'attachment.scanned',
        subjectId: attachment.ticketId,
        payload: { attachmentId, messageId: attachment.messageId, result: result.scan, finding: result.finding },
      });
    }
    return result.scan === 'failed' && result.finding !== 'too_large' ? 'retry' : 'done';
  }
}
