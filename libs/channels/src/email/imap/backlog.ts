/**
 * True for a mail that lay in the mailbox before it was connected. IMAP tells the time of arrival in whole seconds (RFC 9051 §2.3.3), so
 * a mail of the very second counts as new: better one acknowledgement too many than none.
 */
export const isBacklog = (arrivedAt: Date | null, connectedAt: Date): boolean =>
  arrivedAt !== null && arrivedAt.getTime() < Math.floor(connectedAt.getTime() / 1000) * 1000;
