import type { AttachmentScan } from '#libs/contracts';

export interface ScannedAttachment {
  scan: AttachmentScan;
  /** When a supervisor let it out without a clean scan. */
  releasedAt: Date | null;
}

/** While the scanner has not spoken: nobody opens it but by a supervisor's deliberate act. */
export const awaitsScan = ({ scan }: Pick<ScannedAttachment, 'scan'>): boolean =>
  scan === 'waiting' || scan === 'failed';

/** Infected is never opened by anyone, whoever let it out before that was known. */
export const mayBeOpened = (attachment: ScannedAttachment): boolean =>
  attachment.scan !== 'infected' && (!awaitsScan(attachment) || attachment.releasedAt !== null);
