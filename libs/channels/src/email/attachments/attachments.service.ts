import { Injectable } from '@nestjs/common';
import type { AttachmentView } from '#libs/contracts';
import { TicketViews } from '#libs/desk';
import {
  Clock,
  currentActor,
  Database,
  DomainError,
  EventLog,
  Jobs,
  notFound,
  requireById,
  TenantScope,
} from '#libs/platform';
import { awaitsScan, mayBeOpened } from './attachment.policy.js';
import { type AttachmentRow, AttachmentsRepository, type NewAttachment } from './attachments.repository.js';
import { PicturePreviews, type PreviewSize } from './picture-previews.js';
import { VirusScanner } from './virus-scanner.js';

export interface OpenedAttachment {
  fileName: string;
  content: Buffer;
}

/** What hangs on mails: kept, shown to the scanner, and opened by those who may read its message, and only when that is safe. */
@Injectable()
export class Attachments {
  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly scanner: VirusScanner,
    private readonly previews: PicturePreviews,
    private readonly views: TicketViews,
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Keeps them with their message. Where there is a scanner they wait for it. */
  async keep(message: { tenantId: string; messageId: string }, given: readonly NewAttachment[]): Promise<void> {
    const { tenantId } = message;
    const scan = this.scanner.isConfigured ? 'waiting' : 'not_scanned';
    for (const each of given) {
      const attachmentId = await this.attachments.insert(message, each, scan, this.clock.now());
      if (scan === 'waiting') await this.jobs.add('attachment.scan', { tenantId, attachmentId });
    }
  }

  async ofMessage(messageId: string): Promise<AttachmentView[]> {
    return (await this.attachments.ofMessage(messageId)).map(attachmentView);
  }

  /** An attachment of a message that this person may read; its type is never believed. */
  async open(ticketId: string, attachmentId: string): Promise<OpenedAttachment> {
    const attachment = await this.get(ticketId, attachmentId);
    requireOpenable(attachment);
    await this.record(attachment, 'attachment.opened');
    return { fileName: attachment.fileName, content: await this.attachments.contentOf(attachment) };
  }

  /** A picture drawn anew. Drawing takes its time, so it runs between transactions. */
  async preview(ticketId: string, attachmentId: string, size: PreviewSize): Promise<Buffer> {
    const content = await this.database.transaction(TenantScope.of(...currentActor().tenantIds), async () => {
      const attachment = await this.get(ticketId, attachmentId);
      requireOpenable(attachment);
      if (!attachment.isPicture) throw new DomainError('attachment.no_preview');
      return this.attachments.contentOf(attachment);
    });
    return this.previews.draw(content, size);
  }

  /** Lets out what the scanner has not spoken about yet. Whoever does so stands for it, by name and time. */
  async release(ticketId: string, attachmentId: string): Promise<AttachmentView> {
    const { id } = await this.get(ticketId, attachmentId);
    const attachment = await requireById(id, (key) => this.attachments.lock(key));
    if (attachment.scan === 'infected') throw new DomainError('attachment.infected');
    if (!awaitsScan(attachment) || attachment.releasedAt) return attachmentView(attachment);
    const releasedAt = this.clock.now();
    await this.attachments.release(attachment, currentActor().userId, releasedAt);
    await this.record(attachment, 'attachment.released');
    return attachmentView({ ...attachment, releasedAt });
  }

  private async get(ticketId: string, attachmentId: string): Promise<AttachmentRow> {
    const ticket = await this.views.get(ticketId);
    const attachment = await requireById(attachmentId, (key) => this.attachments.find(key));
    if (!ticket.messages.some(({ id }) => id === attachment.messageId)) throw notFound();
    return attachment;
  }

  private record({ tenantId, ticketId, id, scan }: AttachmentRow, type: string): Promise<void> {
    return this.events.record({ tenantId, type, subjectId: ticketId, payload: { attachmentId: id, scan } });
  }
}

const requireOpenable = (attachment: AttachmentRow): void => {
  if (mayBeOpened(attachment)) return;
  throw new DomainError(attachment.scan === 'infected' ? 'attachment.infected' : 'attachment.not_scanned_yet');
};

const attachmentView = (attachment: AttachmentRow): AttachmentView => {
  const { id, fileName, contentType, size, scan, finding, isPicture, releasedAt } = attachment;
  const mayOpen = mayBeOpened(attachment);
  return {
    id,
    fileName,
    contentType,
    size,
    scan,
    finding,
    releasedAt: releasedAt?.toISOString() ?? null,
    mayOpen,
    hasPreview: isPicture && mayOpen,
  };
};
